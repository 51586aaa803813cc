/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright The Invoice First Aid authors */

/* The redactor: who is known, what may stay, which placeholder stands for what. */

#include "redact-private.h"

#include <glib/gi18n-lib.h>
#include <string.h>

/* Shorter names would hit parts of ordinary sentences. */
#define MIN_KNOWN_BYTES 3

typedef struct
{
  char *text;
  gsize length;
  IfaDetail detail;
} Known;

struct _IfaRedactor
{
  guint reveal;
  GHashTable *placeholders; /* "stem\nsecret" → placeholder */
  GHashTable *counters;     /* stem → number of the last */
  GHashTable *hosts;        /* that may stay, as a set */
  GHashTable *sites;        /* registrable part of those, as a set */
  GHashTable *texts;        /* that may stay: the vendor's own contacts, as a set */
  GHashTable *domains;      /* of the inner network, as a set */
  IfaAddressBook *addresses;
  GArray *known; /* (element-type Known) */
  char *home;    /* (nullable): this user's folder */
  guint8 first_bytes[256];
  guint n_hidden[IFA_N_DETAILS];
};

static const struct
{
  const char *name;
  const char *label;
} details[IFA_N_DETAILS] = {
  [IFA_DETAIL_ADDRESS] = { "address", N_ ("Network addresses of your office") },
  [IFA_DETAIL_HOST] = { "host", N_ ("Names of other computers") },
  [IFA_DETAIL_NAME] = { "name", N_ ("Names of people and companies") },
  [IFA_DETAIL_FILE] = { "file", N_ ("Files and folders") },
  [IFA_DETAIL_CONTACT] = { "contact", N_ ("E-mail addresses and phone numbers") },
  [IFA_DETAIL_TAX_NUMBER] = { "tax-number", N_ ("Tax numbers") },
  [IFA_DETAIL_ACCOUNT] = { "account", N_ ("Bank accounts and cards") },
  [IFA_DETAIL_HARDWARE] = { "hardware", N_ ("Device and Wi-Fi identifiers") },
  [IFA_DETAIL_NUMBER] = { "number", N_ ("Invoice numbers, amounts and other long numbers") },
  [IFA_DETAIL_SECRET] = { "secret", N_ ("Passwords, keys and sign-in data") },
};

static void
known_clear (gpointer data)
{
  g_free (((Known *) data)->text);
}

static GHashTable *
string_set_new (void)
{
  return g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
}

/**
 * ifa_redactor_new:
 * @reveal: details that are shown: IFA_REVEAL() of several kinds, or'ed. Secrets never are
 *
 * Returns: (transfer full): a redactor that knows nobody yet
 */
IfaRedactor *
ifa_redactor_new (guint reveal)
{
  IfaRedactor *self = g_new0 (IfaRedactor, 1);

  self->reveal = reveal & IFA_REVEAL_ALL;
  self->placeholders = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  self->counters = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  self->hosts = string_set_new ();
  self->sites = string_set_new ();
  self->texts = string_set_new ();
  self->domains = string_set_new ();
  self->addresses = ifa_address_book_new ();
  self->known = g_array_new (FALSE, FALSE, sizeof (Known));
  g_array_set_clear_func (self->known, known_clear);
  return self;
}

void
ifa_redactor_free (IfaRedactor *self)
{
  if (self == NULL)
    return;

  g_hash_table_unref (self->placeholders);
  g_hash_table_unref (self->counters);
  g_hash_table_unref (self->hosts);
  g_hash_table_unref (self->sites);
  g_hash_table_unref (self->texts);
  g_hash_table_unref (self->domains);
  ifa_address_book_free (self->addresses);
  g_array_unref (self->known);
  g_free (self->home);
  g_free (self);
}

const char *
ifa_detail_to_string (IfaDetail detail)
{
  g_return_val_if_fail (detail < IFA_N_DETAILS, NULL);
  return details[detail].name;
}

gboolean
ifa_detail_from_string (const char *name, IfaDetail *detail)
{
  for (guint i = 0; i < IFA_N_DETAILS; i++)
    if (g_strcmp0 (details[i].name, name) == 0)
      {
        *detail = i;
        return TRUE;
      }
  return FALSE;
}

/**
 * ifa_detail_get_label:
 * @detail: a kind of details
 *
 * Returns: what it is called on a switch and in the list of what was hidden; translated
 */
const char *
ifa_detail_get_label (IfaDetail detail)
{
  g_return_val_if_fail (detail < IFA_N_DETAILS, NULL);
  return _ (details[detail].label);
}

guint
ifa_redactor_get_n_hidden (const IfaRedactor *self, IfaDetail detail)
{
  return self->n_hidden[detail];
}

IfaAddressBook *
ifa_redactor_get_addresses (IfaRedactor *self)
{
  return self->addresses;
}

gboolean
ifa_redactor_shows (const IfaRedactor *self, IfaDetail detail)
{
  return (self->reveal & IFA_REVEAL (detail)) != 0;
}

/* Numbers are the same number however they are grouped. */
static void
append_normalised (GString *key, IfaDetail detail, const char *stem, const char *text, gsize length)
{
  gboolean is_number = detail == IFA_DETAIL_TAX_NUMBER || detail == IFA_DETAIL_ACCOUNT
                       || detail == IFA_DETAIL_NUMBER || g_str_equal (stem, "phone");

  for (gsize i = 0; i < length; i++)
    if (!is_number || g_ascii_isalnum (text[i]) || (guchar) text[i] >= 0x80)
      g_string_append_c (key, g_ascii_tolower (text[i]));
}

/**
 * ifa_redactor_get_placeholder:
 * @self: the redactor
 * @detail: what kind of detail it is
 * @stem: the placeholder's first part
 * @secret: what is hidden
 * @length: bytes of @secret
 *
 * Returns: the placeholder that stands for @secret in everything that passes through @self
 */
const char *
ifa_redactor_get_placeholder (IfaRedactor *self,
                              IfaDetail detail,
                              const char *stem,
                              const char *secret,
                              gsize length)
{
  g_autoptr (GString) key = g_string_new (stem);
  char *placeholder;
  guint n;

  g_string_append_c (key, '\n');
  append_normalised (key, detail, stem, secret, length);
  placeholder = g_hash_table_lookup (self->placeholders, key->str);
  if (placeholder != NULL)
    return placeholder;

  n = GPOINTER_TO_UINT (g_hash_table_lookup (self->counters, stem)) + 1;
  g_hash_table_insert (self->counters, g_strdup (stem), GUINT_TO_POINTER (n));
  placeholder = g_strdup_printf ("%s-%u", stem, n);
  g_hash_table_insert (self->placeholders, g_strdup (key->str), placeholder);
  self->n_hidden[detail]++;
  return placeholder;
}

static const char *const stems[] = { "private-address",
                                     "public-address",
                                     "shared-address",
                                     "link-local-address",
                                     "host",
                                     "name",
                                     "company",
                                     "path",
                                     "file",
                                     "email",
                                     "phone",
                                     "tax-number",
                                     "account",
                                     "hardware",
                                     "number",
                                     "amount",
                                     "secret",
                                     "value",
                                     "postal-address",
                                     NULL };

/**
 * ifa_redactor_is_placeholder:
 * @self: the redactor
 * @word: a word
 *
 * A report that was redacted before must come out unchanged, and new placeholders must not be
 * taken for its old ones.
 *
 * Returns: whether @word is a placeholder already
 */
gboolean
ifa_redactor_is_placeholder (IfaRedactor *self, IfaSpan word)
{
  gsize length = IFA_SPAN_LENGTH (word);
  gsize stem_length = length;
  g_autofree char *stem = NULL;
  guint64 n = 0;

  if (length < 6 || length > 32 || !g_ascii_isdigit (word.end[-1]))
    return FALSE;
  while (stem_length > 0 && g_ascii_isdigit (word.start[stem_length - 1]))
    stem_length--;
  if (stem_length < 5 || word.start[stem_length - 1] != '-' || length - stem_length > 6)
    return FALSE;

  stem = g_strndup (word.start, stem_length - 1);
  if (!g_strv_contains (stems, g_str_has_prefix (stem, "ipv6:") ? stem + 5 : stem))
    return FALSE;

  n = g_ascii_strtoull (word.start + stem_length, NULL, 10);
  if (n > GPOINTER_TO_UINT (g_hash_table_lookup (self->counters, stem)))
    g_hash_table_insert (self->counters, g_steal_pointer (&stem), GUINT_TO_POINTER ((guint) n));
  return TRUE;
}

static const char *
label_before (const char *host, const char *end)
{
  while (end > host && end[-1] != '.')
    end--;
  return end;
}

/* The part of a host name that somebody registered: good enough for "the same owner". */
static const char *
site_of (const char *host)
{
  static const char *const second_levels[] = { "com.", "co.",  "gov.",  "org.", "net.", "edu.",
                                               "ac.",  "gob.", "gouv.", "gub.", "go.",  "or." };
  const char *top = label_before (host, host + strlen (host));
  const char *second = top > host ? label_before (host, top - 1) : host;

  if (top == host)
    return NULL;
  if (second == host || strlen (top) != 2)
    return second;
  for (guint i = 0; i < G_N_ELEMENTS (second_levels); i++)
    if (g_str_has_prefix (second, second_levels[i]) && second + strlen (second_levels[i]) == top)
      return label_before (host, second - 1);
  return second;
}

/**
 * ifa_redactor_allow_host:
 * @self: the redactor
 * @host: (nullable): a host of the service, of its vendor, or a control host. Others of the same
 *   owner may stay, too
 */
void
ifa_redactor_allow_host (IfaRedactor *self, const char *host)
{
  g_autofree char *lower = NULL;
  const char *site;

  if (host == NULL || host[0] == '\0')
    return;
  lower = g_ascii_strdown (host, -1);
  site = site_of (lower);
  if (site != NULL)
    g_hash_table_add (self->sites, g_strdup (site));
  g_hash_table_add (self->hosts, g_steal_pointer (&lower));
}

/* A domain of this network: what lies in it is hidden, unless it is the service's own. */
void
ifa_redactor_add_domain (IfaRedactor *self, const char *domain)
{
  g_hash_table_add (self->domains, g_ascii_strdown (domain, -1));
}

/**
 * ifa_redactor_allow_text:
 * @self: the redactor
 * @text: (nullable): a word or number that may stay: the vendor's own address, phone, ranges
 */
void
ifa_redactor_allow_text (IfaRedactor *self, const char *text)
{
  if (text != NULL && text[0] != '\0')
    g_hash_table_add (self->texts, g_ascii_strdown (text, -1));
}

gboolean
ifa_redactor_allows (const IfaRedactor *self, const char *text, gsize length)
{
  g_autofree char *lower = NULL;

  if (g_hash_table_size (self->texts) == 0)
    return FALSE;
  lower = g_ascii_strdown (text, length);
  return g_hash_table_contains (self->texts, lower);
}

/**
 * ifa_redactor_set_home:
 * @self: the redactor
 * @path: the user's folder; the usual places are known without it
 */
void
ifa_redactor_set_home (IfaRedactor *self, const char *path)
{
  g_free (self->home);
  self->home = path != NULL && strlen (path) > 1 ? g_strdup (path) : NULL;
}

const char *
ifa_redactor_get_home (const IfaRedactor *self)
{
  return self->home;
}

/**
 * ifa_redactor_add_known:
 * @self: the redactor
 * @detail: what it is
 * @secret: (nullable): a name that is hidden wherever it stands as a word: of the user, of this
 *   computer. Very short ones, and those that every computer has, are passed over
 */
void
ifa_redactor_add_known (IfaRedactor *self, IfaDetail detail, const char *secret)
{
  static const char *const common[]
      = { "root", "user", "admin", "test", "guest", "local", "localhost", "home", "unknown", NULL };
  Known known = { .detail = detail };

  if (secret == NULL || strlen (secret) < MIN_KNOWN_BYTES || g_strv_contains (common, secret)
      || g_ascii_strcasecmp (secret, "unknown") == 0)
    return;

  known.text = g_strdup (secret);
  known.length = strlen (secret);
  g_array_append_val (self->known, known);
  self->first_bytes[(guchar) g_ascii_tolower (secret[0])] = 1;
  self->first_bytes[(guchar) g_ascii_toupper (secret[0])] = 1;
}

static gboolean
is_word_byte (char c)
{
  return g_ascii_isalnum (c);
}

static const Known *
known_at (const IfaRedactor *self, IfaSpan text, const char *p)
{
  const Known *best = NULL;

  for (guint i = 0; i < self->known->len; i++)
    {
      const Known *known = &g_array_index (self->known, Known, i);
      const char *end = p + known->length;

      if (known->length > (gsize) (text.end - p)
          || g_ascii_strncasecmp (p, known->text, known->length) != 0)
        continue;
      if (end < text.end && is_word_byte (end[-1]) && is_word_byte (*end))
        continue;
      if (best == NULL || known->length > best->length)
        best = known;
    }
  return best;
}

gboolean
ifa_redactor_find_known (const IfaRedactor *self, IfaSpan text, IfaSpan *found, IfaDetail *detail)
{
  if (self->known->len == 0)
    return FALSE;

  for (const char *p = text.start; p < text.end; p++)
    {
      const Known *known;

      if (!self->first_bytes[(guchar) *p]
          || (p > text.start && is_word_byte (*p) && is_word_byte (p[-1])))
        continue;
      known = known_at (self, text, p);
      if (known != NULL && !ifa_redactor_shows (self, known->detail))
        {
          *found = (IfaSpan){ p, p + known->length };
          *detail = known->detail;
          return TRUE;
        }
    }
  return FALSE;
}

gboolean
ifa_redactor_knows_host (const IfaRedactor *self, const char *host)
{
  const char *site = site_of (host);

  return g_hash_table_contains (self->hosts, host)
         || (site != NULL && !ifa_redactor_is_inner_host (self, host)
             && g_hash_table_contains (self->sites, site));
}

/**
 * ifa_redactor_is_inner_host:
 * @self: the redactor
 * @host: a host name in lower case
 *
 * Returns: whether only the inner network knows @host (RFC 6762 appendix G, RFC 8375, the search
 *   domains of this computer)
 */
gboolean
ifa_redactor_is_inner_host (const IfaRedactor *self, const char *host)
{
  static const char *const inner[]
      = { "local", "lan",    "corp",   "internal", "intranet", "home", "private", "localdomain",
          "ad",    "intern", "office", "priv",     "dom",      "box",  "router",  "workgroup" };
  const char *last = strrchr (host, '.');

  if (last == NULL)
    return strcmp (host, "localhost") != 0;
  for (guint i = 0; i < G_N_ELEMENTS (inner); i++)
    if (inner[i][0] == last[1] && strcmp (inner[i], last + 1) == 0)
      return TRUE;
  if (g_str_has_suffix (host, ".home.arpa"))
    return TRUE;
  if (g_hash_table_size (self->domains) == 0)
    return FALSE;

  for (const char *part = host; part != NULL; part = strchr (part, '.'))
    {
      part += *part == '.';
      if (g_hash_table_contains (self->domains, part))
        return TRUE;
    }
  return FALSE;
}

/**
 * ifa_redactor_dup_text:
 * @self: the redactor
 * @text: (nullable): foreign words
 * @hosts: which host names may stay
 *
 * Returns: (transfer full) (nullable): @text with every secret replaced
 */
char *
ifa_redactor_dup_text (IfaRedactor *self, const char *text, IfaHosts hosts)
{
  char *hidden;

  if (text == NULL)
    return NULL;
  hidden = ifa_scan_text (self, text, strlen (text), hosts, 0);
  return hidden != NULL ? hidden : g_strdup (text);
}
