/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright The Invoice First Aid authors */

#include "invoice-age.h"

#include <stdio.h>

#define DAYS_OF_WEEK 7
#define HOURS_OF_DAY 24

/* The day that the invoice itself bears; where it bears none, the day its file was last written. */
static gboolean
get_day (const IfaInvoice *self, GDateTime *now, GDate *day)
{
  int year, month, day_of_month;

  g_date_clear (day, 1);
  if (self->date != NULL && sscanf (self->date, "%4d-%2d-%2d", &year, &month, &day_of_month) == 3
      && g_date_valid_dmy (day_of_month, month, year))
    {
      g_date_set_dmy (day, day_of_month, month, year);
    }
  else if (self->changed_s > 0)
    {
      g_autoptr (GDateTime) utc = g_date_time_new_from_unix_utc (self->changed_s);
      g_autoptr (GDateTime) written
          = utc != NULL ? g_date_time_to_timezone (utc, g_date_time_get_timezone (now)) : NULL;

      if (written != NULL)
        g_date_set_dmy (day, g_date_time_get_day_of_month (written),
                        g_date_time_get_month (written), g_date_time_get_year (written));
    }
  return g_date_valid (day);
}

static void
get_today (GDateTime *now, GDate *today)
{
  g_date_clear (today, 1);
  g_date_set_dmy (today, g_date_time_get_day_of_month (now), g_date_time_get_month (now),
                  g_date_time_get_year (now));
}

/**
 * ifa_invoice_get_age_days:
 * @self: an invoice
 * @now: the time, in the time zone in which days are counted
 *
 * Returns: whole calendar days since the invoice's date, 0 for a date in the future; -1 when
 *   nothing says how old it is
 */
int
ifa_invoice_get_age_days (const IfaInvoice *self, GDateTime *now)
{
  GDate day, today;

  if (!get_day (self, now, &day))
    return -1;
  get_today (now, &today);
  return MAX (0, g_date_days_between (&day, &today));
}

/**
 * ifa_invoice_get_age_working_days:
 * @self: an invoice
 * @now: the time, in the time zone in which days are counted
 *
 * Counts Mondays to Fridays after the invoice's date up to and with today. Public holidays are not
 * known here, so that the true number may be lower, and is never higher.
 *
 * Returns: that number; -1 when nothing says how old the invoice is
 */
int
ifa_invoice_get_age_working_days (const IfaInvoice *self, GDateTime *now)
{
  int n_days = ifa_invoice_get_age_days (self, now);
  int n_working = 0;
  GDate day;

  if (n_days < 0 || !get_day (self, now, &day))
    return -1;
  n_working = n_days / DAYS_OF_WEEK * 5;
  for (int i = 0; i < n_days % DAYS_OF_WEEK; i++)
    {
      g_date_add_days (&day, 1);
      if (g_date_get_weekday (&day) <= G_DATE_FRIDAY)
        n_working++;
    }
  return n_working;
}

/**
 * ifa_outbox_get_oldest:
 * @self: what waits
 *
 * Returns: (transfer none) (nullable): the oldest invoice that bears a date and is not proven to be
 *   sent
 */
const IfaInvoice *
ifa_outbox_get_oldest (const IfaOutbox *self)
{
  for (guint i = 0; i < self->invoices->len; i++)
    {
      const IfaInvoice *invoice = g_ptr_array_index (self->invoices, i);

      if (invoice->date != NULL && !ifa_invoice_is_sent (invoice))
        return invoice;
    }
  return NULL;
}

/**
 * ifa_outbox_count_waiting:
 * @self: what is in the outbox
 *
 * Returns: how many invoices are not proven to be sent
 */
guint
ifa_outbox_count_waiting (const IfaOutbox *self)
{
  guint n_waiting = 0;

  for (guint i = 0; i < self->totals->len; i++)
    n_waiting += ((IfaInvoiceTotal *) g_ptr_array_index (self->totals, i))->count;
  return n_waiting;
}

/**
 * ifa_deadline_is_past:
 * @deadline: of a profile
 * @invoice: what waits
 * @now: the time, in the time zone in which days are counted
 *
 * When the fault ended, which some rules count from, is not known here: counted is from the
 * invoice's own date, so that a warning comes early rather than late.
 *
 * Returns: whether the invoice waits for longer than @deadline allows; `FALSE` where the rule has
 *   no number
 */
gboolean
ifa_deadline_is_past (const IfaDeadline *deadline, const IfaInvoice *invoice, GDateTime *now)
{
  if (deadline->working_days >= 0
      && ifa_invoice_get_age_working_days (invoice, now) > deadline->working_days)
    return TRUE;
  return deadline->hours >= 0
         && ifa_invoice_get_age_days (invoice, now) * HOURS_OF_DAY > deadline->hours;
}
