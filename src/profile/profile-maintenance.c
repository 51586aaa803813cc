/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright The Invoice First Aid authors */

#include "config.h"

#include <string.h>

#include "profile.h"

#define MINUTES_A_DAY (24 * 60)
/* Windows that follow each other without a gap are one; this many are looked at. */
#define MAX_CHAINED_WINDOWS 64

static gboolean
contains (GArray *numbers, guint number)
{
  for (guint i = 0; i < numbers->len; i++)
    {
      if (g_array_index (numbers, guint, i) == number)
        return TRUE;
    }
  return FALSE;
}

/* A window begins on a date that is listed, or on a day that fits both the days of the month and
 * the weekdays, where they are given; with none of the three, on each day. */
static gboolean
begins_on (const IfaMaintenanceWindow *window, GDateTime *day)
{
  gboolean has_days = window->days_of_month->len > 0;
  gboolean has_weekdays = window->weekdays->len > 0;
  g_autofree char *date = g_date_time_format (day, "%Y-%m-%d");

  if (window->dates != NULL && g_strv_contains ((const char *const *) window->dates, date))
    return TRUE;
  if (!has_days && !has_weekdays)
    return window->dates == NULL;
  return (!has_days || contains (window->days_of_month, g_date_time_get_day_of_month (day)))
         && (!has_weekdays || contains (window->weekdays, g_date_time_get_day_of_week (day)));
}

/* The clock on the wall of the window's time zone: a day with a change to summer time is shorter.
 */
static gint64
get_time_s (GTimeZone *zone, GDateTime *day, guint minutes)
{
  g_autoptr (GDateTime) later = g_date_time_add_days (day, minutes / MINUTES_A_DAY);
  guint minute = minutes % MINUTES_A_DAY;
  g_autoptr (GDateTime) time
      = g_date_time_new (zone, g_date_time_get_year (later), g_date_time_get_month (later),
                         g_date_time_get_day_of_month (later), minute / 60, minute % 60, 0);

  return time != NULL ? g_date_time_to_unix (time) : 0;
}

/* When the window that begins @days after the day of @now_s opens and closes. */
static gboolean
get_opening (const IfaMaintenanceWindow *window,
             gint64 now_s,
             int days,
             gint64 *from_s,
             gint64 *until_s)
{
  g_autoptr (GTimeZone) zone = NULL;
  g_autoptr (GDateTime) utc = g_date_time_new_from_unix_utc (now_s);
  g_autoptr (GDateTime) local = NULL;
  g_autoptr (GDateTime) day = NULL;
  guint length = window->to_minute > window->from_minute
                     ? window->to_minute - window->from_minute
                     : window->to_minute + MINUTES_A_DAY - window->from_minute;

  if (window->timezone != NULL)
    zone = g_time_zone_new_identifier (window->timezone);
  if (zone == NULL || utc == NULL)
    return FALSE;
  local = g_date_time_to_timezone (utc, zone);
  day = g_date_time_add_days (local, days);
  if (!begins_on (window, day))
    return FALSE;
  *from_s = get_time_s (zone, day, window->from_minute);
  *until_s = get_time_s (zone, day, window->from_minute + length);
  return TRUE;
}

static gboolean
is_open (const IfaMaintenanceWindow *window, gint64 now_s, gint64 *since_s, gint64 *until_s)
{
  /* What is open now began today or yesterday: no window is longer than a day. */
  for (int days = -1; days <= 0; days++)
    {
      gint64 from_s = 0;
      gint64 to_s = 0;

      if (!get_opening (window, now_s, days, &from_s, &to_s) || now_s < from_s || now_s >= to_s)
        continue;
      *since_s = from_s;
      *until_s = to_s;
      return TRUE;
    }
  return FALSE;
}

/**
 * ifa_profile_is_in_maintenance:
 * @self: a profile
 * @now_s: seconds since 1970 UTC, at the *true* time as far as it is known
 * @since_s: (out) (optional): when the window that is open now was opened
 * @until_s: (out) (optional): when it will close
 *
 * Returns: whether one of the profile's windows is open. A window whose time zone this computer
 *   doesn't know is taken for closed.
 */
gboolean
ifa_profile_is_in_maintenance (const IfaProfile *self,
                               gint64 now_s,
                               gint64 *since_s,
                               gint64 *until_s)
{
  gint64 begin_s = now_s;
  gint64 end_s = now_s;
  gboolean has_more = TRUE;

  for (guint n = 0; has_more && n < MAX_CHAINED_WINDOWS; n++)
    {
      gint64 start_s = end_s;

      for (guint i = 0; i < self->maintenance->len; i++)
        {
          gint64 open_s = 0;
          gint64 close_s = 0;

          if (!is_open (g_ptr_array_index (self->maintenance, i), start_s, &open_s, &close_s))
            continue;
          begin_s = MIN (begin_s, open_s);
          end_s = MAX (end_s, close_s);
        }
      has_more = end_s > start_s;
    }
  if (since_s != NULL && end_s > now_s)
    *since_s = begin_s;
  if (until_s != NULL && end_s > now_s)
    *until_s = end_s;
  return end_s > now_s;
}

/**
 * ifa_profile_find_next_maintenance:
 * @self: a profile
 * @now_s: seconds since 1970 UTC
 * @within_s: how far to look ahead, at most a few days
 * @from_s: (out): when the next window opens, after @now_s
 * @until_s: (out): when it closes, and those that follow it without a gap
 *
 * Returns: whether one opens within @within_s
 */
gboolean
ifa_profile_find_next_maintenance (const IfaProfile *self,
                                   gint64 now_s,
                                   gint64 within_s,
                                   gint64 *from_s,
                                   gint64 *until_s)
{
  int n_days = within_s / (MINUTES_A_DAY * 60) + 1;
  gint64 first_s = G_MAXINT64;

  for (guint i = 0; i < self->maintenance->len; i++)
    {
      for (int days = 0; days <= n_days; days++)
        {
          gint64 opens_s = 0;
          gint64 closes_s = 0;

          if (get_opening (g_ptr_array_index (self->maintenance, i), now_s, days, &opens_s,
                           &closes_s)
              && opens_s > now_s && opens_s - now_s <= within_s)
            first_s = MIN (first_s, opens_s);
        }
    }
  if (first_s == G_MAXINT64)
    return FALSE;
  *from_s = first_s;
  return ifa_profile_is_in_maintenance (self, first_s, NULL, until_s);
}

/**
 * ifa_profile_get_maintenance_notices:
 * @self: a profile
 *
 * Returns: (nullable): the address at which the vendor announces maintenance
 */
const char *
ifa_profile_get_maintenance_notices (const IfaProfile *self)
{
  for (guint i = 0; i < self->maintenance->len; i++)
    {
      const IfaMaintenanceWindow *window = g_ptr_array_index (self->maintenance, i);

      if (window->announced_at != NULL)
        return window->announced_at;
    }
  return NULL;
}
