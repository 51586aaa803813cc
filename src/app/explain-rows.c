/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright The Invoice First Aid authors */

/* What a pasted message means, as rows: the service's own codes first, then what is known of it in
 * general, and a warning where somebody's advice is dangerous. */

#include "config.h"

#include "explain-rows.h"

#include <glib/gi18n.h>

#include "explain.h"
#include "profile-message.h"

static GtkWidget *
new_text_row (const char *text)
{
  GtkWidget *row = adw_action_row_new ();

  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), text);
  return row;
}

/**
 * ifa_explain_new_step_row:
 * @number: of the step, from 1
 * @text: what to do
 *
 * Returns: (transfer floating): a row
 */
GtkWidget *
ifa_explain_new_step_row (guint number, const char *text)
{
  GtkWidget *row = new_text_row (text);
  g_autofree char *figure = g_strdup_printf ("%u", number);
  GtkWidget *label = gtk_label_new (figure);

  gtk_widget_add_css_class (row, "step");
  gtk_widget_add_css_class (label, "step-number");
  gtk_widget_set_valign (label, GTK_ALIGN_CENTER);
  adw_action_row_add_prefix (ADW_ACTION_ROW (row), label);
  return row;
}

static GtkWidget *
new_meaning_row (const char *title, const char *code, const char *explanation)
{
  GtkWidget *row = adw_expander_row_new ();

  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
  if (code != NULL)
    adw_expander_row_set_subtitle (ADW_EXPANDER_ROW (row), code);
  if (explanation != NULL)
    adw_expander_row_add_row (ADW_EXPANDER_ROW (row), new_text_row (explanation));
  return row;
}

static GtkWidget *
new_warning_row (const char *warning)
{
  GtkWidget *row = new_text_row (warning);
  GtkWidget *icon = gtk_image_new_from_icon_name ("ifa-status-attention-symbolic");

  gtk_widget_add_css_class (icon, "status-attention");
  gtk_accessible_update_property (GTK_ACCESSIBLE (icon), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _ ("Warning"), -1);
  adw_action_row_add_prefix (ADW_ACTION_ROW (row), icon);
  return row;
}

/**
 * ifa_explain_new_cause_row:
 * @cause: a cause that the person's own words point to, and no measurement
 *
 * Returns: (transfer floating): a row that unfolds into explanation and steps
 */
GtkWidget *
ifa_explain_new_cause_row (const IfaCause *cause)
{
  g_autofree char *title = ifa_cause_dup_text (cause->title, NULL);
  g_autofree char *explanation = ifa_cause_dup_text (cause->explanation, NULL);
  GtkWidget *row = new_meaning_row (title, NULL, explanation);
  GtkWidget *icon = gtk_image_new_from_icon_name ("ifa-status-attention-symbolic");

  gtk_widget_add_css_class (icon, "status-attention");
  gtk_accessible_update_property (GTK_ACCESSIBLE (icon), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _ ("Warning"), -1);
  adw_expander_row_add_prefix (ADW_EXPANDER_ROW (row), icon);
  adw_expander_row_set_expanded (ADW_EXPANDER_ROW (row), TRUE);
  for (guint i = 0; i < IFA_MAX_STEPS && cause->steps[i] != NULL; i++)
    {
      g_autofree char *step = ifa_cause_dup_text (cause->steps[i], NULL);

      adw_expander_row_add_row (ADW_EXPANDER_ROW (row), ifa_explain_new_step_row (i + 1, step));
    }
  return row;
}

static GtkWidget *
new_own_row (const IfaErrorCode *code)
{
  GtkWidget *row
      = new_meaning_row (ifa_text_get (code->title), code->code,
                         code->explanation != NULL ? ifa_text_get (code->explanation) : NULL);

  for (guint i = 0; i < code->steps->len; i++)
    adw_expander_row_add_row (
        ADW_EXPANDER_ROW (row),
        ifa_explain_new_step_row (i + 1, ifa_text_get (g_ptr_array_index (code->steps, i))));
  return row;
}

static GtkWidget *
new_general_row (const IfaExplanation *explanation)
{
  GtkWidget *row
      = new_meaning_row (explanation->title, explanation->code, explanation->explanation);

  for (guint i = 0; explanation->steps != NULL && explanation->steps[i] != NULL; i++)
    adw_expander_row_add_row (ADW_EXPANDER_ROW (row),
                              ifa_explain_new_step_row (i + 1, explanation->steps[i]));
  return row;
}

static void
add_own_rows (GPtrArray *rows, const char *message, const IfaProfile *profile)
{
  g_autoptr (GPtrArray) errors = ifa_profile_list_mentioned_errors (profile, message);
  g_autoptr (GPtrArray) advice = ifa_profile_list_mentioned_advice (profile, message);

  for (guint i = 0; i < advice->len; i++)
    {
      const IfaAdvice *it = g_ptr_array_index (advice, i);

      g_ptr_array_add (rows, g_object_ref_sink (new_warning_row (ifa_text_get (it->warn))));
    }
  for (guint i = 0; i < errors->len; i++)
    g_ptr_array_add (rows, g_object_ref_sink (new_own_row (g_ptr_array_index (errors, i))));
}

/**
 * ifa_explain_list_rows:
 * @message: what the invoicing program said, or what somebody advised
 * @profile: (nullable): the service, which knows its own codes
 *
 * Returns: (transfer full) (element-type GtkWidget): rows; none where nothing was recognised
 */
GPtrArray *
ifa_explain_list_rows (const char *message, const IfaProfile *profile)
{
  GPtrArray *rows = g_ptr_array_new_with_free_func (g_object_unref);
  g_autoptr (GPtrArray) explanations = ifa_explain (message);

  if (profile != NULL)
    add_own_rows (rows, message, profile);
  for (guint i = 0; i < explanations->len; i++)
    {
      const IfaExplanation *it = g_ptr_array_index (explanations, i);

      if (it->about == IFA_ABOUT_UNKNOWN && it->warning == NULL)
        continue;
      if (it->warning != NULL && g_strcmp0 (it->warning, it->explanation) != 0)
        g_ptr_array_add (rows, g_object_ref_sink (new_warning_row (it->warning)));
      g_ptr_array_add (rows, g_object_ref_sink (new_general_row (it)));
    }
  return rows;
}
