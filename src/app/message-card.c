/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright The Invoice First Aid authors */

/* The ready message for whoever must act, with where to send it. */

#include "config.h"

#include "message-card.h"

#include <glib/gi18n.h>

struct _IfaMessageCard
{
  AdwBin parent_instance;

  AdwPreferencesGroup *group;
  GtkLabel *text;
};

G_DEFINE_FINAL_TYPE (IfaMessageCard, ifa_message_card, ADW_TYPE_BIN)

static char *
dup_title (IfaActs acts)
{
  switch (acts)
    {
    case IFA_ACTS_IT:
      return g_strdup (_ ("The message to your IT support is ready"));
    case IFA_ACTS_ISP:
      return g_strdup (_ ("The message to your internet provider is ready"));
    case IFA_ACTS_VENDOR:
      return g_strdup (_ ("The message to the invoice service is ready"));
    case IFA_ACTS_YOU:
    default:
      return g_strdup (_ ("If you ask somebody for help, this message says it all"));
    }
}

static void
append_contact (GString *text, const char *contact)
{
  if (contact == NULL || *contact == '\0')
    return;

  if (text->len > 0)
    g_string_append (text, " · ");
  g_string_append (text, contact);
}

static char *
dup_contact (const IfaReport *report, IfaActs acts)
{
  g_autoptr (GString) text = g_string_new (NULL);
  g_autofree char *escaped = NULL;

  if (acts != IFA_ACTS_VENDOR)
    return NULL;

  append_contact (text, report->vendor_name);
  append_contact (text, report->vendor_email);
  append_contact (text, report->vendor_phone);
  append_contact (text, report->vendor_url);
  /* The description of a group is markup, and these words come from a profile. */
  escaped = g_markup_escape_text (text->str, -1);
  return g_steal_pointer (&escaped);
}

/**
 * ifa_message_card_show:
 * @self: the card
 * @result: a result
 *
 * Returns: whether there is a message, and somebody else must act on it
 */
gboolean
ifa_message_card_show (IfaMessageCard *self, IfaResult *result)
{
  g_autoptr (IfaResult) shown = NULL;
  IfaFinding *cause = NULL;
  IfaReport *report = NULL;
  g_autofree char *message = NULL;
  g_autofree char *title = NULL;
  g_autofree char *contact = NULL;

  g_return_val_if_fail (IFA_IS_MESSAGE_CARD (self), FALSE);

  /* It is there to be copied: what is private in it is hidden as in a report. */
  shown = ifa_result_new_redacted (result);
  cause = ifa_result_get_cause (shown);
  report = ifa_result_get_report (shown);
  if (cause != NULL)
    message = ifa_finding_dup_message (cause);
  gtk_widget_set_visible (GTK_WIDGET (self), message != NULL);
  if (message == NULL)
    return FALSE;

  title = dup_title (cause->cause->acts);
  contact = dup_contact (report, cause->cause->acts);
  adw_preferences_group_set_title (self->group, title);
  adw_preferences_group_set_description (self->group, contact);
  gtk_label_set_text (self->text, message);
  return cause->cause->acts != IFA_ACTS_YOU;
}

const char *
ifa_message_card_get_text (IfaMessageCard *self)
{
  g_return_val_if_fail (IFA_IS_MESSAGE_CARD (self), NULL);

  return gtk_label_get_text (self->text);
}

static void
ifa_message_card_class_init (IfaMessageCardClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  gtk_widget_class_set_template_from_resource (
      widget_class, "/org/invoicefirstaid/InvoiceFirstAid/ui/message-card.ui");
  gtk_widget_class_bind_template_child (widget_class, IfaMessageCard, group);
  gtk_widget_class_bind_template_child (widget_class, IfaMessageCard, text);
}

static void
ifa_message_card_init (IfaMessageCard *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}
