/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright The Invoice First Aid authors */

/* What the person says about the fault. All of it is optional; it goes into the report. */

#include "config.h"

#include "story.h"

#include <glib/gi18n.h>

struct _IfaStory
{
  GObject parent_instance;

  char *message; /* (nullable) */
  gboolean while_sending;
  IfaSince since;
  IfaExtent extent;
};

G_DEFINE_FINAL_TYPE (IfaStory, ifa_story, G_TYPE_OBJECT)

static void
ifa_story_finalize (GObject *object)
{
  g_free (IFA_STORY (object)->message);

  G_OBJECT_CLASS (ifa_story_parent_class)->finalize (object);
}

static void
ifa_story_class_init (IfaStoryClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = ifa_story_finalize;
}

static void
ifa_story_init (IfaStory *self)
{
}

/**
 * ifa_story_new:
 * @message: (nullable): what the invoicing program showed
 * @while_sending: whether it happened while an invoice was being sent
 * @since: when it began
 * @extent: which computers have it
 *
 * Returns: (transfer full) (nullable): the story; `NULL` where nothing was said
 */
IfaStory *
ifa_story_new (const char *message, gboolean while_sending, IfaSince since, IfaExtent extent)
{
  g_autofree char *stripped = g_strstrip (g_strdup (message != NULL ? message : ""));
  IfaStory *self = NULL;

  if (*stripped == '\0' && !while_sending && since == IFA_SINCE_UNKNOWN
      && extent == IFA_EXTENT_UNKNOWN)
    return NULL;

  self = g_object_new (IFA_TYPE_STORY, NULL);
  self->message = *stripped != '\0' ? g_steal_pointer (&stripped) : NULL;
  self->while_sending = while_sending;
  self->since = since;
  self->extent = extent;
  return self;
}

/**
 * ifa_story_get_message:
 * @self: a story
 *
 * Returns: (transfer none) (nullable): what the invoicing program showed
 */
const char *
ifa_story_get_message (IfaStory *self)
{
  g_return_val_if_fail (IFA_IS_STORY (self), NULL);

  return self->message;
}

gboolean
ifa_story_get_while_sending (IfaStory *self)
{
  g_return_val_if_fail (IFA_IS_STORY (self), FALSE);

  return self->while_sending;
}

/**
 * ifa_story_fill_report:
 * @self: a story
 * @report: gets what was said
 */
void
ifa_story_fill_report (IfaStory *self, IfaReport *report)
{
  g_return_if_fail (IFA_IS_STORY (self));

  g_free (report->message);
  report->message = g_strdup (self->message);
  g_free (report->since);
  report->since
      = self->since != IFA_SINCE_UNKNOWN ? g_strdup (ifa_since_get_label (self->since)) : NULL;
  /* Not switched on is not "no": she may not have looked at that question. */
  report->while_sending = self->while_sending ? IFA_TRI_YES : IFA_TRI_UNKNOWN;
  report->all_computers = IFA_TRI_UNKNOWN;
  if (self->extent == IFA_EXTENT_ALL)
    report->all_computers = IFA_TRI_YES;
  else if (self->extent != IFA_EXTENT_UNKNOWN)
    report->all_computers = IFA_TRI_NO;
}

/**
 * ifa_since_get_label:
 * @since: when it began
 *
 * Returns: in the current language
 */
const char *
ifa_since_get_label (IfaSince since)
{
  static const char *const labels[IFA_N_SINCE] = {
    /* Translators: answers to "Since when?" and "Which computers?" */
    N_ ("I don’t know"),
    N_ ("Today"),
    N_ ("Yesterday"),
    N_ ("For several days"),
  };

  g_return_val_if_fail (since < IFA_N_SINCE, NULL);

  return _ (labels[since]);
}

/**
 * ifa_extent_get_label:
 * @extent: which computers have it
 *
 * Returns: in the current language
 */
const char *
ifa_extent_get_label (IfaExtent extent)
{
  static const char *const labels[IFA_N_EXTENTS] = {
    N_ ("I don’t know"),
    N_ ("Only this one"),
    N_ ("Several"),
    N_ ("All in the office"),
  };

  g_return_val_if_fail (extent < IFA_N_EXTENTS, NULL);

  return _ (labels[extent]);
}
