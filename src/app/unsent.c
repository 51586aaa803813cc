/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright The Invoice First Aid authors */

/* What waits in one service's outbox, as several pages show it: read in a thread, again and again.
 */

#include "config.h"

#include "unsent.h"

#include <glib/gi18n.h>
#include <langinfo.h>
#include <string.h>

#include "invoice-age.h"
#include "outbox-words.h"
#include "phrase.h"

/* Lists outlive the next reading. */
typedef struct
{
  IfaOutbox *outbox;
  IfaProfile *profile;
} Held;

struct _IfaUnsent
{
  GObject parent_instance;

  IfaProfile *profile;
  Held *held; /* (nullable): until it was read once */
  GCancellable *cancellable;
  gboolean is_reading;
};

enum
{
  CHANGED,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (IfaUnsent, ifa_unsent, G_TYPE_OBJECT)

static void
held_clear (gpointer data)
{
  Held *held = data;

  ifa_outbox_free (held->outbox);
  ifa_profile_unref (held->profile);
}

static void
held_release (gpointer held)
{
  g_rc_box_release_full (held, held_clear);
}

static void
read_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (IfaUnsent) self = user_data;
  IfaOutbox *outbox = ifa_outbox_read_finish (result, NULL);

  self->is_reading = FALSE;
  if (outbox == NULL)
    return;

  g_clear_pointer (&self->held, held_release);
  self->held = g_rc_box_new0 (Held);
  self->held->outbox = outbox;
  self->held->profile = ifa_profile_ref (self->profile);
  g_signal_emit (self, signals[CHANGED], 0);
}

/**
 * ifa_unsent_read:
 * @self: what waits
 *
 * Reads it anew; what was read before stays until then.
 */
void
ifa_unsent_read (IfaUnsent *self)
{
  g_return_if_fail (IFA_IS_UNSENT (self));

  if (self->is_reading)
    return;

  self->is_reading = TRUE;
  ifa_outbox_read_async (self->profile, g_get_home_dir (), self->cancellable, read_cb,
                         g_object_ref (self));
}

/**
 * ifa_unsent_stop:
 * @self: what waits; nobody wants to know any more
 */
void
ifa_unsent_stop (IfaUnsent *self)
{
  g_return_if_fail (IFA_IS_UNSENT (self));

  g_cancellable_cancel (self->cancellable);
}

IfaProfile *
ifa_unsent_get_profile (IfaUnsent *self)
{
  g_return_val_if_fail (IFA_IS_UNSENT (self), NULL);

  return self->profile;
}

/**
 * ifa_unsent_get_outbox:
 * @self: what waits
 *
 * Returns: (transfer none) (nullable): valid until it is read anew; `NULL` before the first time
 */
const IfaOutbox *
ifa_unsent_get_outbox (IfaUnsent *self)
{
  g_return_val_if_fail (IFA_IS_UNSENT (self), NULL);

  return self->held != NULL ? self->held->outbox : NULL;
}

/* More currencies than that are no glance any more. */
#define MAX_SHOWN_TOTALS 3

/* Digits in groups, as the locale has them; what isn't a plain number stays as it is. */
static char *
dup_grouped (const char *amount)
{
  const char *point = strchr (amount, '.');
  gsize n_digits = strspn (amount + (*amount == '-'), "0123456789");
  const char *end = amount + (*amount == '-') + n_digits;
  g_autofree char *whole = NULL;

  if (n_digits == 0 || n_digits > 15 || *end != (point != NULL ? '.' : '\0'))
    return g_strdup (amount);

  whole = g_strdup_printf ("%'" G_GINT64_FORMAT, g_ascii_strtoll (amount, NULL, 10));
  return g_strconcat (*amount == '-' && *whole != '-' ? "-" : "", whole,
                      point != NULL ? nl_langinfo (RADIXCHAR) : "", point != NULL ? point + 1 : "",
                      NULL);
}

/**
 * ifa_money_dup:
 * @amount: (nullable): a decimal number
 * @currency: (nullable): ISO 4217
 *
 * Returns: (transfer full) (nullable): both, as one writes them here
 */
char *
ifa_money_dup (const char *amount, const char *currency)
{
  g_autofree char *grouped = NULL;

  if (amount == NULL)
    return NULL;

  grouped = dup_grouped (amount);
  if (currency == NULL || *currency == '\0')
    return g_steal_pointer (&grouped);
  /* Translators: a sum of money: %1$s is the currency's code, %2$s the number */
  return g_strdup_printf (C_ ("money", "%1$s %2$s"), currency, grouped);
}

/**
 * ifa_unsent_dup_total:
 * @outbox: what waits
 *
 * Returns: (transfer full) (nullable): the sums, one for each currency; `NULL` where there is none
 */
char *
ifa_unsent_dup_total (const IfaOutbox *outbox)
{
  g_autoptr (GString) text = g_string_new (NULL);

  for (guint i = 0; i < MIN (outbox->totals->len, MAX_SHOWN_TOTALS); i++)
    {
      const IfaInvoiceTotal *total = g_ptr_array_index (outbox->totals, i);
      g_autofree char *money = ifa_money_dup (total->amount, total->currency);

      if (money != NULL && total->count > total->n_without_amount)
        g_string_append_printf (text, "%s%s", text->len > 0 ? " + " : "", money);
    }
  if (text->len > 0 && outbox->totals->len > MAX_SHOWN_TOTALS)
    g_string_append (text, " + …");
  return text->len > 0 ? g_string_free (g_steal_pointer (&text), FALSE) : NULL;
}

/**
 * ifa_unsent_dup_summary:
 * @self: what waits
 *
 * Returns: (transfer full): how many invoices wait and their sum, in half a line
 */
char *
ifa_unsent_dup_summary (IfaUnsent *self)
{
  const IfaOutbox *outbox = ifa_unsent_get_outbox (self);
  g_autofree char *count = NULL;
  g_autofree char *total = NULL;
  guint n_waiting;

  if (outbox == NULL)
    return g_strdup (_ ("Looking for unsent invoices…"));

  n_waiting = ifa_outbox_count_waiting (outbox);
  if (n_waiting == 0 && outbox->unreadable->len > 0)
    return g_strdup_printf (ngettext ("%u file that can’t be read as an invoice",
                                      "%u files that can’t be read as invoices",
                                      outbox->unreadable->len),
                            outbox->unreadable->len);
  if (n_waiting == 0)
    return g_strdup (_ ("No invoice is waiting on this computer"));
  count
      = g_strdup_printf (ngettext ("%'u invoice is waiting", "%'u invoices are waiting", n_waiting),
                         n_waiting);
  total = ifa_unsent_dup_total (outbox);
  return total != NULL ? g_strdup_printf ("%s · %s", count, total) : g_steal_pointer (&count);
}

static gboolean
is_past_any (const IfaProfile *profile, const IfaInvoice *invoice, GDateTime *now)
{
  for (guint i = 0; i < profile->deadlines->len; i++)
    if (ifa_deadline_is_past (g_ptr_array_index (profile->deadlines, i), invoice, now))
      return TRUE;
  return FALSE;
}

/**
 * ifa_unsent_is_old:
 * @self: what waits
 * @invoice: one of it
 * @now: the time
 *
 * Returns: whether it waits for longer than the shortest legal limit of the profile allows
 */
gboolean
ifa_unsent_is_old (IfaUnsent *self, const IfaInvoice *invoice, GDateTime *now)
{
  g_return_val_if_fail (IFA_IS_UNSENT (self), FALSE);

  return !ifa_invoice_is_sent (invoice) && is_past_any (self->profile, invoice, now);
}

static const char *
get_state (const IfaInvoice *invoice)
{
  if (ifa_invoice_is_sent (invoice))
    return _ ("already sent");
  if (invoice->state == NULL || strcmp (invoice->state, "waiting") == 0)
    return NULL;
  return invoice->state;
}

static void
append_part (GString *text, const char *part)
{
  if (part != NULL && *part != '\0')
    g_string_append_printf (text, "%s%s", text->len > 0 ? " · " : "", part);
}

/**
 * ifa_unsent_make_words:
 * @invoice: an invoice
 * @now: the time
 * @is_old: whether it waits for longer than the law allows
 *
 * Returns: (transfer full): what its row says
 */
IfaListingWords
ifa_unsent_make_words (const IfaInvoice *invoice, GDateTime *now, gboolean is_old)
{
  g_autofree char *date = invoice->date != NULL ? ifa_phrase_dup_date (invoice->date) : NULL;
  g_autofree char *age = ifa_words_dup_age (ifa_invoice_get_age_days (invoice, now));
  g_autoptr (GString) below = g_string_new (NULL);

  append_part (below, invoice->number);
  append_part (below, date != NULL ? date : invoice->date);
  append_part (below, get_state (invoice));
  if (is_old)
    append_part (below, _ ("over the shortest time limit"));
  return (IfaListingWords){
    .title = g_strdup (invoice->buyer != NULL ? invoice->buyer : _ ("Buyer not known")),
    .subtitle = g_strdup (below->str),
    .value = ifa_money_dup (invoice->amount, invoice->currency),
    .note = g_steal_pointer (&age),
    .status = is_old ? "attention" : NULL,
  };
}

static gpointer
make_item (guint position, gpointer data)
{
  Held *held = data;
  const IfaInvoice *invoice = g_ptr_array_index (held->outbox->invoices, position);
  g_autoptr (GDateTime) now = g_date_time_new_now_local ();
  gboolean is_old = !ifa_invoice_is_sent (invoice) && is_past_any (held->profile, invoice, now);

  return ifa_listing_item_new (ifa_unsent_make_words (invoice, now, is_old));
}

static gboolean
match_item (guint position, const char *needle, gpointer data)
{
  Held *held = data;
  const IfaInvoice *invoice = g_ptr_array_index (held->outbox->invoices, position);
  const char *const texts[] = { invoice->number, invoice->buyer, invoice->amount, invoice->date };

  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      g_autofree char *folded = texts[i] != NULL ? g_utf8_casefold (texts[i], -1) : NULL;

      if (folded != NULL && strstr (folded, needle) != NULL)
        return TRUE;
    }
  return FALSE;
}

/**
 * ifa_unsent_list_invoices:
 * @self: what waits
 *
 * Returns: (transfer full): the invoices as they were read last, oldest first; can be searched
 */
IfaLazyList *
ifa_unsent_list_invoices (IfaUnsent *self)
{
  g_return_val_if_fail (IFA_IS_UNSENT (self), NULL);
  g_return_val_if_fail (self->held != NULL, NULL);

  return ifa_lazy_list_new (IFA_TYPE_LISTING_ITEM, self->held->outbox->invoices->len, make_item,
                            match_item, g_rc_box_acquire (self->held), held_release);
}

static void
ifa_unsent_finalize (GObject *object)
{
  IfaUnsent *self = IFA_UNSENT (object);

  g_clear_pointer (&self->held, held_release);
  g_clear_object (&self->cancellable);
  ifa_profile_unref (self->profile);

  G_OBJECT_CLASS (ifa_unsent_parent_class)->finalize (object);
}

static void
ifa_unsent_class_init (IfaUnsentClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = ifa_unsent_finalize;

  /**
   * IfaUnsent::changed:
   * @self: what waits, as it is now
   */
  signals[CHANGED] = g_signal_new ("changed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL,
                                   NULL, NULL, G_TYPE_NONE, 0);
}

static void
ifa_unsent_init (IfaUnsent *self)
{
  self->cancellable = g_cancellable_new ();
}

/**
 * ifa_unsent_new:
 * @profile: a service whose profile names an outbox
 *
 * Returns: (transfer full): what waits there; nothing is read yet
 */
IfaUnsent *
ifa_unsent_new (IfaProfile *profile)
{
  IfaUnsent *self = g_object_new (IFA_TYPE_UNSENT, NULL);

  self->profile = ifa_profile_ref (profile);
  return self;
}
