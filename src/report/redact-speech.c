/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright The Invoice First Aid authors */

/* What people and servers say without a colon: "password hunter2 was wrong", "user 'zoe'",
 * "Hello Zoe". It runs over what the patterns left, and only over foreign words. */

#include "redact-private.h"

#include <string.h>

#define MAX_QUOTED_BYTES 96
#define MAX_KEY_BYTES 24
#define MAX_STEPS 8

/* What a value must look like to be taken for one. */
typedef enum
{
  LOOKS_MIXED,   /* quoted, or at least four bytes with a digit in it */
  LOOKS_NUMBER,  /* digits, also in groups */
  LOOKS_NAME,    /* quoted, or a word that isn't one of the language */
  LOOKS_HOST,    /* quoted, or letters with digits */
  LOOKS_QUOTED,  /* quoted only */
  LOOKS_CAPITAL, /* up to three words with capitals */
} Looks;

typedef struct
{
  IfaDetail detail;
  const char *stem;
  Looks looks;
} Announced;

/* clang-format off */
static const struct
{
  Announced what;
  const char *words; /* lower case; _ is a blank */
} announcing[] = {
  { { IFA_DETAIL_SECRET, "secret", LOOKS_MIXED },
    "password passwd passwort passphrase pwd kennwort pin otp token secret senha parola mima "
    "contrasena apikey api_key api-key one-time_code one_time_code verification_code "
    "security_code access_code authorization mot_de_passe bearer credential credentials" },
  { { IFA_DETAIL_HARDWARE, "hardware", LOOKS_MIXED },
    "serial serial_number imei imsi iccid machine-id boot_id boot_id: machine_id device_id "
    "connection_uuid s/n" },
  { { IFA_DETAIL_HARDWARE, "hardware", LOOKS_NAME }, "ssid essid" },
  { { IFA_DETAIL_HARDWARE, "hardware", LOOKS_QUOTED },
    "wi-fi wifi wlan network wi-fi_network wifi_network associated_with connected_to hotspot" },
  { { IFA_DETAIL_TAX_NUMBER, "tax-number", LOOKS_NUMBER },
    "nip vat vat_id vat_number tax_number tax_id cnpj cpf nif cif nie rfc gstin ein tin duns eori "
    "regon pesel curp cuit siret siren partita_iva p.iva steuernummer hu ro pl" },
  { { IFA_DETAIL_ACCOUNT, "account", LOOKS_MIXED }, "bic swift" },
  { { IFA_DETAIL_ACCOUNT, "account", LOOKS_NUMBER },
    "iban acct konto blz routing sort_code account_number card konto-nr" },
  { { IFA_DETAIL_CONTACT, "phone", LOOKS_NUMBER },
    "tel phone mobile fax whatsapp qq telefon telefono celular" },
  { { IFA_DETAIL_NUMBER, "number", LOOKS_NUMBER },
    "invoice rechnung factura fattura faktura facture nota invoice_number invoice_no fv" },
  { { IFA_DETAIL_NAME, "name", LOOKS_NAME },
    "user username login benutzer usuario utilisateur utente account publickey_for" },
  { { IFA_DETAIL_NAME, "company", LOOKS_QUOTED },
    "company firma firm buyer seller customer client taxpayer empresa azienda kunde kanzlei" },
  { { IFA_DETAIL_HOST, "host", LOOKS_HOST }, "host hostname computer machine workstation pc" },
  { { IFA_DETAIL_NAME, "name", LOOKS_CAPITAL },
    "hello hi hallo hey dear welcome welcome_back, welcome_back liebe lieber cher chere bonjour "
    "hola ciao prezado estimado estimada monsieur madame mme sr sr. sra sra. sig sig. signor "
    "signora pan pani dr dr. prof prof. created_by sent_by uploaded_by submitted_by erstellt_von "
    "cher_monsieur dear_mr dear_ms" },
};

/* Words that stand behind "user" or "Hello" and name nobody. */
static const char ordinary_words[]
    = " a about aborted access account accounts action after again agent already an and any are as "
      "at authentication back be before blocked by can cancelled cannot client closed code connected "
      "connection could credentials customer data database denied did disabled does don't email "
      "error exists failed field for found from gmbh group guide had has have hello home id "
      "identifier if in info information input interface invalid is isn't it item kunde kunden "
      "level limit list locked login logged logout madam management manager manual may message "
      "missing mode must my name names new no not null number of on only or our page password "
      "permission please policy portal profile required role rights service session settings "
      "should sir sirs space state status taxpayer team than that the there this time to token type "
      "unknown user users valued via was wasn't were will with world would wrong you your "
      "mac password's unavailable support kunde: nicht ist und oder no_se wird hat ";
/* clang-format on */

static GHashTable *
get_table (void)
{
  static gsize table = 0;

  if (g_once_init_enter (&table))
    {
      GHashTable *made = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
      for (gsize i = 0; i < G_N_ELEMENTS (announcing); i++)
        {
          g_auto (GStrv) words = g_strsplit (announcing[i].words, " ", -1);
          for (char **word = words; *word != NULL; word++)
            g_hash_table_insert (made, g_strdelimit (g_strdup (*word), "_", ' '),
                                 (gpointer) &announcing[i].what);
        }
      g_once_init_leave (&table, (gsize) made);
    }
  return (GHashTable *) table;
}

/* Three letters tell of most words that they announce nothing. */
#define LETTER(c) (g_ascii_isalpha (c) ? (guint) (c) &31 : 0)
#define BEGINNING(p) (LETTER ((p)[0]) << 10 | LETTER ((p)[1]) << 5 | LETTER ((p)[2]))

static const guint8 *
get_beginnings (void)
{
  static gsize once = 0;
  static guint8 beginnings[32 * 32 * 32];

  if (g_once_init_enter (&once))
    {
      GHashTableIter iter;
      gpointer word;

      g_hash_table_iter_init (&iter, get_table ());
      while (g_hash_table_iter_next (&iter, &word, NULL))
        beginnings[BEGINNING ((const char *) word)] = 1;
      g_once_init_leave (&once, 1);
    }
  return beginnings;
}

static gboolean
is_key_byte (char c)
{
  return g_ascii_isalpha (c) || c == '-' || c == '/' || c == '.' || c == '_';
}

/* The longest announcing words from @p on: three at most. */
static const Announced *
find_announcing (const IfaScan *scan, const char *p, const char **end)
{
  char key[MAX_KEY_BYTES + 1];
  const Announced *best = NULL;
  gsize n = 0;
  guint n_words = 0;

  for (const char *q = p; q < scan->end && n < MAX_KEY_BYTES; q++)
    {
      gboolean is_end;

      if (!is_key_byte (*q) && *q != ' ' && *q != ',' && *q != ':')
        break;
      key[n++] = *q == '_' ? ' ' : *q >= 'A' && *q <= 'Z' ? *q | 32 : *q;
      is_end = q + 1 == scan->end || !g_ascii_isalnum (q[1]);
      if (!is_end)
        continue;
      key[n] = '\0';
      if (n > 1 && g_hash_table_contains (get_table (), key))
        {
          best = g_hash_table_lookup (get_table (), key);
          *end = q + 1;
        }
      if (*q == ' ' && ++n_words == 3)
        break;
    }
  return best;
}

static gsize
skip_word (const char *p, const char *end, const char *const *words, gsize n_words)
{
  for (gsize i = 0; i < n_words; i++)
    {
      gsize length = g_ascii_tolower (*p) == words[i][0] ? strlen (words[i]) : 0;

      if (length > 0 && (gsize) (end - p) > length
          && g_ascii_strncasecmp (p, words[i], length) == 0)
        return length;
    }
  return 0;
}

typedef struct
{
  IfaSpan value;
  gboolean is_quoted;
  gboolean is_explicit; /* a sign says that a value follows */
} Value;

static gsize
quote_length (const char *p, const char *end)
{
  static const char *const quotes[]
      = { "\"", "'", "`", "“", "”", "‘", "’", "„", "«", "»", "「", "『", "《", "&quot;", "&#39;" };

  for (gsize i = 0; i < G_N_ELEMENTS (quotes); i++)
    {
      gsize length = *p == quotes[i][0] ? strlen (quotes[i]) : 0;

      if (length > 0 && (gsize) (end - p) > length && memcmp (p, quotes[i], length) == 0)
        return length;
    }
  return 0;
}

/* Over blanks, copulas and signs, to where the value begins. */
static const char *
find_value (const IfaScan *scan, const char *p, Value *value)
{
  static const char *const copulas[]
      = { "is ", "was ", "ist ", "war ", "lautet ", "number ", "no. ", "nr. ", "of ", "name " };
  static const char *const signs[]
      = { "=>", "->", "=", ":", "＝", "：", "<![CDATA[", "]", "value=", "/>", ">", "\\t" };

  for (guint step = 0; step < MAX_STEPS && p < scan->end; step++)
    {
      gsize n = 0;

      if (*p == ' ' || *p == '\t')
        {
          p++;
          continue;
        }
      n = quote_length (p, scan->end);
      if (n > 0)
        {
          value->is_quoted = TRUE;
          p += n;
          continue;
        }
      n = skip_word (p, scan->end, signs, G_N_ELEMENTS (signs));
      if (n > 0)
        {
          value->is_explicit = TRUE;
          value->is_quoted = FALSE;
          p += n;
          continue;
        }
      n = skip_word (p, scan->end, copulas, G_N_ELEMENTS (copulas));
      if (n == 0 || value->is_quoted)
        break;
      p += n;
    }
  return p;
}

static const char *
end_of_quoted (const IfaScan *scan, const char *p)
{
  const char *start = p;

  while (p < scan->end && *p != '\n' && quote_length (p, scan->end + 1) == 0)
    p++;
  return p - start <= MAX_QUOTED_BYTES ? p : start;
}

static const char *
end_of_bare (const IfaScan *scan, const char *p)
{
  while (p < scan->end && (guchar) *p > ' ' && (guchar) *p < 0x80
         && strchr (",;<>\"'()[]{}|&", *p) == NULL)
    p++;
  while (p > scan->text && strchr (".!:?", p[-1]) != NULL)
    p--;
  return p;
}

/* Groups of digits: a number goes on as long as they have digits in them. */
static const char *
end_of_groups (const IfaScan *scan, const char *p)
{
  const char *end = end_of_bare (scan, p);

  while (end < scan->end && *end == ' ')
    {
      const char *next = end_of_bare (scan, end + 1);
      gsize length = next > end ? next - end - 1 : 0;

      if (length == 0 || length > 10 || !g_ascii_isdigit (end[1])
          || strcspn (end + 1, "abcdefghijklmnopqrstuvwxyz.:") < length)
        break;
      end = next;
    }
  return end;
}

static guint
count_digits (IfaSpan span)
{
  guint n = 0;

  for (const char *p = span.start; p < span.end; p++)
    n += g_ascii_isdigit (*p);
  return n;
}

static gboolean
is_ordinary (IfaSpan word)
{
  g_autofree char *lower = g_ascii_strdown (word.start, IFA_SPAN_LENGTH (word));
  g_autofree char *framed = g_strconcat (" ", lower, " ", NULL);

  return strstr (ordinary_words, framed) != NULL;
}

static gboolean
is_date_or_time (IfaSpan value)
{
  return IFA_SPAN_LENGTH (value) >= 8 && value.start[0] == '2' && value.start[1] == '0'
         && value.start[4] == '-' && value.start[7] == '-';
}

static gboolean
fits (const Announced *what, const Value *value)
{
  IfaSpan span = value->value;
  gsize length = IFA_SPAN_LENGTH (span);
  guint n_digits = count_digits (span);

  if (length == 0 || is_date_or_time (span))
    return FALSE;
  switch (what->looks)
    {
    case LOOKS_MIXED:
      return value->is_quoted || (length >= 4 && n_digits > 0)
             || (value->is_explicit && length >= 4 && !is_ordinary (span));
    case LOOKS_NUMBER:
      return n_digits >= 4;
    case LOOKS_NAME:
      return length >= 2 && (n_digits < length || n_digits >= 6) && !is_ordinary (span);
    case LOOKS_HOST:
      return value->is_quoted || (n_digits > 0 && n_digits < length && length >= 3);
    case LOOKS_QUOTED:
    default:
      return value->is_quoted && !is_ordinary (span);
    }
}

/* Names have capitals; "Hello World" and "Dear Customer" name nobody. */
static const char *
hide_capitals (IfaScan *scan, const char *p, const Announced *what)
{
  IfaSpan name = { NULL, NULL };

  for (guint i = 0; i < 3 && scan->end - p > 2 && *p == ' '; i++)
    {
      IfaSpan word = { p + 1, p + 1 };

      if (!g_ascii_isupper (*word.start) && (guchar) *word.start < 0x80)
        break;
      while (word.end < scan->end
             && (g_ascii_isalpha (*word.end) || *word.end == '-' || *word.end == '\''
                 || (guchar) *word.end >= 0x80))
        word.end++;
      if (is_ordinary (word))
        break;
      name.start = name.start != NULL ? name.start : word.start;
      name.end = p = word.end;
    }
  if (name.start == NULL || ifa_redactor_is_placeholder (scan->redactor, name))
    return p;
  ifa_scan_hide (scan, name, what->detail, what->stem, name);
  return name.end;
}

static const char *
hide_announced (IfaScan *scan, const char *end, const Announced *what)
{
  Value value = { 0 };
  const char *p;

  if (what->looks == LOOKS_CAPITAL)
    return hide_capitals (scan, end, what);
  p = find_value (scan, end, &value);
  if (p == end && p < scan->end)
    return end;
  value.value.start = p;
  if (value.is_quoted)
    value.value.end = end_of_quoted (scan, p);
  else if (what->looks == LOOKS_NUMBER)
    value.value.end = end_of_groups (scan, p);
  else
    value.value.end = end_of_bare (scan, p);
  if (value.value.end > p && fits (what, &value)
      && !ifa_redactor_is_placeholder (scan->redactor, value.value))
    {
      ifa_scan_hide (scan, value.value, what->detail, what->stem, value.value);
      return value.value.end;
    }
  return end;
}

/* -----BEGIN PRIVATE KEY-----, and all that goes with it. */
static const char *
hide_pem (IfaScan *scan, const char *p)
{
  IfaSpan block = { p, memmem (p, scan->end - p, "-----END", 8) };

  if (block.end == NULL)
    block.end = scan->end;
  ifa_scan_hide (scan, block, IFA_DETAIL_SECRET, "secret", block);
  return block.end;
}

/* RFC 2047: what is written like this is a name or a subject. */
static const char *
hide_encoded_word (IfaScan *scan, const char *p)
{
  const char *end = memmem (p + 2, scan->end - p - 2, "?=", 2);
  IfaSpan word = { p, end != NULL ? end + 2 : NULL };

  if (end == NULL || end - p > 120 || memchr (p, ' ', end - p) != NULL)
    return p + 1;
  if (end + 2 < scan->end && end[2] == '=')
    return p + 1;
  ifa_scan_hide (scan, word, IFA_DETAIL_NAME, "name", word);
  return word.end;
}

static gboolean
begins (const IfaScan *scan, const char *p, const char *text)
{
  gsize length = strlen (text);

  return (gsize) (scan->end - p) > length && memcmp (p, text, length) == 0;
}

static const char *
scan_sign (IfaScan *scan, const char *p)
{
  const char *next = p;

  switch (*p)
    {
    case '-':
      if (begins (scan, p, "-----BEGIN"))
        next = hide_pem (scan, p);
      else if (p + 1 < scan->end && (p[1] == 'u' || p[1] == 'p' || p[1] == '-'))
        next = ifa_scan_sign (scan, p);
      break;
    case '=':
      if (begins (scan, p, "=?"))
        next = hide_encoded_word (scan, p);
      break;
    case '$':
    case '%':
      next = ifa_scan_sign (scan, p);
      break;
    default:
      break;
    }
  return MAX (next, p + 1);
}

static const char *
scan_word (IfaScan *scan, const char *p, const guint8 *beginnings)
{
  const char *end = p;
  const char *next = p;
  const char *word_end = p;
  const Announced *what = NULL;
  const char *idiom;

  if (scan->end - p > 2 && beginnings[BEGINNING (p)])
    what = find_announcing (scan, p, &end);
  if (what != NULL)
    next = hide_announced (scan, end, what);
  if (next > end)
    return next;
  idiom = ifa_scan_idiom (scan, p, &word_end);
  if (idiom > p)
    return idiom;
  next = what != NULL ? end : word_end;
  return MAX (next, p + 1);
}

/**
 * ifa_scan_speech:
 * @self: the redactor
 * @text: foreign words
 * @length: bytes of @text
 *
 * Returns: (transfer full) (nullable): @text without what words announce; `NULL` where that is
 *   nothing
 */
char *
ifa_scan_speech (IfaRedactor *self, const char *text, gsize length)
{
  IfaScan scan = { self, text, text + length, text, NULL, IFA_HOSTS_STRICT, 0 };
  const guint8 *beginnings = get_beginnings ();
  const char *p = text;

  while (p < scan.end)
    {
      if (g_ascii_isalpha (*p))
        p = scan_word (&scan, p, beginnings);
      else if (*p == ' ' || (guchar) *p >= 0x80)
        p++;
      else if (g_ascii_isdigit (*p))
        while (p < scan.end && g_ascii_isalnum (*p))
          p++;
      else
        p = scan_sign (&scan, p);
    }

  if (scan.out == NULL)
    return NULL;
  g_string_append_len (scan.out, scan.copied, scan.end - scan.copied);
  return g_string_free (scan.out, FALSE);
}
