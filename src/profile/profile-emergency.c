/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright The Invoice First Aid authors */

#include "config.h"

#include "profile-emergency.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#define DAYS_OF_WEEK 7

/**
 * ifa_profile_list_emergency_steps:
 * @self: a profile
 *
 * Returns: (transfer full): what to do if an invoice must go out all the same, and where
 *   maintenance is announced; empty where the profile says neither
 */
char **
ifa_profile_list_emergency_steps (const IfaProfile *self)
{
  g_autoptr (GStrvBuilder) steps = g_strv_builder_new ();
  const char *notices = ifa_profile_get_maintenance_notices (self);

  for (guint i = 0; i < self->contingency_steps->len; i++)
    g_strv_builder_add (steps, ifa_text_get (g_ptr_array_index (self->contingency_steps, i)));
  if (notices != NULL)
    {
      /* Translators: %s is a web address. */
      g_autofree char *step = g_strdup_printf (_ ("Maintenance is announced here: %s"), notices);
      g_strv_builder_add (steps, step);
    }
  return g_strv_builder_end (steps);
}

/**
 * ifa_deadline_get_until_s:
 * @self: a rule of a profile
 * @from: when counting begins, in the time zone in which days are counted
 *
 * Working days are Mondays to Fridays: public holidays aren't known here, so that the true end may
 * be later and is never earlier. The last day counts to its end.
 *
 * Returns: seconds since 1970 UTC; -1 where the rule has no number
 */
gint64
ifa_deadline_get_until_s (const IfaDeadline *self, GDateTime *from)
{
  g_autoptr (GDateTime) day = NULL;
  g_autoptr (GDateTime) end = NULL;

  if (self->hours >= 0)
    return g_date_time_to_unix (from) + (gint64) self->hours * 60 * 60;
  if (self->working_days < 0)
    return -1;

  day = g_date_time_ref (from);
  for (int left = self->working_days; left > 0;)
    {
      GDateTime *next = g_date_time_add_days (day, 1);

      g_date_time_unref (day);
      day = next;
      if (g_date_time_get_day_of_week (day) < DAYS_OF_WEEK - 1)
        left--;
    }
  end = g_date_time_new (g_date_time_get_timezone (day), g_date_time_get_year (day),
                         g_date_time_get_month (day), g_date_time_get_day_of_month (day), 23, 59,
                         59);
  return end != NULL ? g_date_time_to_unix (end) : -1;
}

static const char *
get_label (const char *fault)
{
  if (strcmp (fault, "own") == 0)
    return _ ("If the reason lies in your office or its line");
  if (strcmp (fault, "announced") == 0)
    return _ ("If the service has announced that it is closed");
  if (strcmp (fault, "failure") == 0)
    return _ ("If the service has a failure");
  return _ ("If the service has a total failure");
}

/* "until Wednesday, 25 November 2026" or "until 25 November 2026, 14:05". */
static char *
dup_count (const IfaDeadline *self, GDateTime *now)
{
  gint64 until_s = ifa_deadline_get_until_s (self, now);
  g_autoptr (GDateTime) until = NULL;
  g_autofree char *text = NULL;

  if (self->is_disputed)
    return g_strdup (_ ("The sources disagree about this: ask your tax office."));
  if (until_s < 0)
    return NULL;
  if (strcmp (self->counts_from, "end") == 0)
    return g_strdup (_ ("Counting begins when it is over."));
  until = g_date_time_new_from_unix_local (until_s);
  if (until == NULL)
    return NULL;
  if (self->hours >= 0)
    {
      text = g_date_time_format (until, C_ ("date", "%-d %B %Y, %H:%M"));
      /* Translators: %s is a date with its time. */
      return g_strdup_printf (_ ("For an invoice of this moment: until %s."), text);
    }
  text = g_date_time_format (until, C_ ("date", "%A, %-d %B %Y"));
  /* Translators: %s is a weekday and a date. */
  return g_strdup_printf (_ ("For an invoice of today: until %s. Public holidays are not known "
                             "here; they may give you more time."),
                          text);
}

static char *
dup_limit (const IfaDeadline *self, GDateTime *now)
{
  g_autofree char *count = dup_count (self, now);
  const char *rule = ifa_text_get (self->rule);

  return count != NULL ? g_strdup_printf ("%s %s", rule, count) : g_strdup (rule);
}

/**
 * ifa_profile_list_time_limits:
 * @self: a profile
 * @fault: (nullable): own, announced, failure or total: by whose fault the service can't be
 *   reached; `NULL` where that can't be told yet
 * @now: the time, in the time zone in which days are counted
 * @limit_now: (out) (optional) (nullable): the rule that counts now; left alone where none is sure
 *
 * Returns: (transfer full): every rule with what it holds for, and until when
 */
char **
ifa_profile_list_time_limits (const IfaProfile *self,
                              const char *fault,
                              GDateTime *now,
                              char **limit_now)
{
  g_autoptr (GStrvBuilder) lines = g_strv_builder_new ();

  for (guint i = 0; i < self->deadlines->len; i++)
    {
      const IfaDeadline *deadline = g_ptr_array_index (self->deadlines, i);
      gboolean counts = g_strcmp0 (deadline->fault, fault) == 0;
      g_autofree char *limit = dup_limit (deadline, now);
      g_autofree char *line = NULL;

      /* Translators: for what a legal rule holds, then the rule. */
      line = g_strdup_printf (_ ("%1$s: %2$s"),
                              counts ? _ ("This counts now, as far as can be seen from here")
                                     : get_label (deadline->fault),
                              limit);
      g_strv_builder_add (lines, line);
      if (counts && limit_now != NULL && *limit_now == NULL)
        *limit_now = g_steal_pointer (&limit);
    }
  if (self->deadlines->len > 1 && fault == NULL)
    g_strv_builder_add (lines, _ ("Which of them counts depends on what the authorities announce. "
                                  "Until you know, keep to the shortest."));
  return g_strv_builder_end (lines);
}

/**
 * ifa_profile_dup_emergency_source:
 * @self: a profile
 *
 * Returns: (transfer full) (nullable): where the rules stand and when somebody looked; the advice
 *   to ask where no source is given
 */
char *
ifa_profile_dup_emergency_source (const IfaProfile *self)
{
  if (self->contingency_title == NULL)
    return NULL;
  if (self->contingency_source == NULL)
    return g_strdup (_ ("No source is given for this: ask your tax office what holds for you."));
  if (self->contingency_checked == NULL)
    /* Translators: %s is a law or a document. */
    return g_strdup_printf (_ ("Source: %s. Rules change: if in doubt, ask your tax office."),
                            self->contingency_source);
  /* Translators: a law or a document, then a date as 2026-11-22. */
  return g_strdup_printf (
      _ ("Source: %s, as of %s. Rules change: if in doubt, ask your tax office."),
      self->contingency_source, self->contingency_checked);
}
