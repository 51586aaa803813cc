/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright The Invoice First Aid authors */

#include "config.h"

#include "rows.h"

#include "check-item.h"
#include "listing-row.h"
#include "words.h"

/**
 * ifa_row_new:
 * @title: plain text
 * @subtitle: (nullable): plain text
 *
 * Returns: (transfer floating): a row that takes no markup
 */
GtkWidget *
ifa_row_new (const char *title, const char *subtitle)
{
  GtkWidget *row = adw_action_row_new ();

  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
  if (subtitle != NULL)
    adw_action_row_set_subtitle (ADW_ACTION_ROW (row), subtitle);
  return row;
}

/**
 * ifa_row_add_status:
 * @row: a row
 * @status: "pass", "attention", "fail" or "skipped"
 */
void
ifa_row_add_status (GtkWidget *row, const char *status)
{
  GtkWidget *icon = gtk_image_new_from_icon_name (ifa_check_status_get_icon (status));
  g_autofree char *style_class = g_strconcat ("status-", status, NULL);

  gtk_widget_add_css_class (icon, style_class);
  gtk_accessible_update_property (GTK_ACCESSIBLE (icon), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  ifa_words_check_status (status), -1);
  adw_action_row_add_prefix (ADW_ACTION_ROW (row), icon);
}

/**
 * ifa_row_new_words:
 * @words: (transfer full): what the row says
 *
 * Returns: (transfer floating): the same row as in a long list
 */
GtkWidget *
ifa_row_new_words (IfaListingWords words)
{
  g_autoptr (IfaListingItem) item = ifa_listing_item_new (words);
  GtkWidget *row = adw_preferences_row_new ();
  GtkWidget *content = ifa_listing_row_new ();

  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (row), content);
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), FALSE);
  ifa_listing_row_set_item (IFA_LISTING_ROW (content), item);
  return row;
}

/**
 * ifa_row_new_link:
 * @title: plain text
 * @subtitle: (nullable): plain text
 * @action: what it leads to
 *
 * Returns: (transfer floating): a row with an arrow
 */
GtkWidget *
ifa_row_new_link (const char *title, const char *subtitle, const char *action)
{
  GtkWidget *row = ifa_row_new (title, subtitle);
  GtkWidget *arrow = gtk_image_new_from_icon_name ("go-next-symbolic");

  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), TRUE);
  gtk_actionable_set_action_name (GTK_ACTIONABLE (row), action);
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), arrow);
  return row;
}
