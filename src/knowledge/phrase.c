/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright The Invoice First Aid authors */

#include "phrase.h"

#include <glib/gi18n-lib.h>
#include <math.h>

#define MAX_NUMBER_CHARACTERS 32

/**
 * ifa_phrase_dup_harmless:
 * @foreign: text from outside, of any encoding and content
 * @max_characters: how much of it is kept
 *
 * Returns: (transfer full): one line of valid UTF-8 without control, format (ZWJ, bidi) and
 *   private-use characters, white space at the ends removed
 */
char *
ifa_phrase_dup_harmless (const char *foreign, guint max_characters)
{
  g_autofree char *valid = g_utf8_make_valid (foreign, -1);
  g_autoptr (GString) text = g_string_new (NULL);
  guint n_characters = 0;

  for (const char *c = valid; *c != '\0'; c = g_utf8_next_char (c))
    {
      gunichar character = g_utf8_get_char (c);
      GUnicodeType type = g_unichar_type (character);

      if (n_characters == max_characters)
        {
          g_string_append (text, "…");
          break;
        }
      if (type == G_UNICODE_FORMAT || type == G_UNICODE_PRIVATE_USE || type == G_UNICODE_UNASSIGNED
          || type == G_UNICODE_SURROGATE)
        continue;
      if (type == G_UNICODE_CONTROL || type == G_UNICODE_LINE_SEPARATOR
          || type == G_UNICODE_PARAGRAPH_SEPARATOR)
        character = ' ';

      g_string_append_unichar (text, character);
      n_characters++;
    }

  return g_strstrip (g_string_free (g_steal_pointer (&text), FALSE));
}

static char *
dup_local_time (GDateTime *time)
{
  g_autoptr (GDateTime) local = g_date_time_to_local (time);

  /* Translators: a date and time in the middle of a sentence, as g_date_time_format() takes it:
   * "20 November 2026, 23:59". */
  return g_date_time_format (local, C_ ("date", "%-d %B %Y, %H:%M"));
}

static char *
dup_day (const char *iso8601)
{
  g_autofree char *noon = g_strconcat (iso8601, "T12:00:00Z", NULL);
  g_autoptr (GDateTime) time = g_date_time_new_from_iso8601 (noon, NULL);

  /* Translators: a date in the middle of a sentence, as g_date_time_format() takes it:
   * "20 November 2026". */
  return time != NULL ? g_date_time_format (time, C_ ("date", "%-d %B %Y")) : NULL;
}

/**
 * ifa_phrase_dup_date:
 * @iso8601: a day, or a time with zone
 *
 * Returns: (transfer full): the day, or the local date and time, in words; @iso8601 where it is
 *   something else
 */
char *
ifa_phrase_dup_date (const char *iso8601)
{
  char *day = dup_day (iso8601);
  g_autoptr (GTimeZone) utc = g_time_zone_new_utc ();
  g_autoptr (GDateTime) time = g_date_time_new_from_iso8601 (iso8601, utc);

  if (day != NULL)
    return day;
  return time != NULL ? dup_local_time (time)
                      : ifa_phrase_dup_harmless (iso8601, MAX_NUMBER_CHARACTERS);
}

/**
 * ifa_phrase_dup_time:
 * @time_s: seconds since 1970 UTC
 *
 * Returns: (transfer full): the local date and time in words
 */
char *
ifa_phrase_dup_time (gint64 time_s)
{
  g_autoptr (GDateTime) time = g_date_time_new_from_unix_utc (time_s);

  return time != NULL ? dup_local_time (time)
                      : g_strdup (g_dpgettext2 (GETTEXT_PACKAGE, "placeholder", "an unknown date"));
}

static gboolean
parse_number (const char *text, double *number)
{
  char *end;

  *number = g_ascii_strtod (text, &end);
  return end != text && *end == '\0' && isfinite (*number) && fabs (*number) < 1e9;
}

static char *
dup_days (int n)
{
  return g_strdup_printf (ngettext ("%d day", "%d days", n), n);
}

static char *
dup_hours (int n)
{
  return g_strdup_printf (ngettext ("%d hour", "%d hours", n), n);
}

static char *
dup_minutes (int n)
{
  return g_strdup_printf (ngettext ("%d minute", "%d minutes", n), n);
}

static char *
dup_seconds (double seconds)
{
  int whole = (int) (seconds + 0.5);

  if (fabs (seconds - whole) < 0.05 || seconds >= 10)
    return g_strdup_printf (ngettext ("%d second", "%d seconds", whole), whole);

  /* Translators: a duration below ten seconds: "6.2 seconds". */
  return g_strdup_printf (_ ("%.1f seconds"), seconds);
}

/**
 * ifa_phrase_dup_days:
 * @days: a whole number
 *
 * Returns: (transfer full): "20 days"; @days where it isn't a number
 */
char *
ifa_phrase_dup_days (const char *days)
{
  double number;

  if (!parse_number (days, &number))
    return ifa_phrase_dup_harmless (days, MAX_NUMBER_CHARACTERS);

  return dup_days ((int) fabs (number));
}

/**
 * ifa_phrase_dup_seconds:
 * @seconds: a number with or without a fraction
 *
 * Returns: (transfer full): "6.2 seconds"; @seconds where it isn't a number
 */
char *
ifa_phrase_dup_seconds (const char *seconds)
{
  double number;

  if (!parse_number (seconds, &number))
    return ifa_phrase_dup_harmless (seconds, MAX_NUMBER_CHARACTERS);

  return fabs (number) < 120 ? dup_seconds (fabs (number)) : ifa_phrase_dup_duration (seconds);
}

/**
 * ifa_phrase_dup_duration:
 * @seconds: a number; its sign is dropped
 *
 * Returns: (transfer full): the duration in its largest sensible unit, rounded: "2 hours";
 *   @seconds where it isn't a number
 */
char *
ifa_phrase_dup_duration (const char *seconds)
{
  double number;

  if (!parse_number (seconds, &number))
    return ifa_phrase_dup_harmless (seconds, MAX_NUMBER_CHARACTERS);

  number = fabs (number);
  if (number < 120)
    return dup_seconds (number);
  if (number < 120 * 60)
    return dup_minutes ((int) (number / 60 + 0.5));
  if (number < 48 * 3600)
    return dup_hours ((int) (number / 3600 + 0.5));
  return dup_days ((int) (number / 86400 + 0.5));
}

/**
 * ifa_phrase_dup_milliseconds:
 * @milliseconds: a duration
 *
 * Returns: (transfer full): "23 ms", from one second on "1.2 seconds"
 */
char *
ifa_phrase_dup_milliseconds (gint64 milliseconds)
{
  if (milliseconds < 1000)
    /* Translators: milliseconds. */
    return g_strdup_printf (_ ("%d ms"), (int) MAX (milliseconds, 0));

  return dup_seconds ((double) milliseconds / 1000);
}
