/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright The Invoice First Aid authors */

/* One pass over a text. Tokens are told apart by a table of byte classes; only a token with
 * something in it that a secret could be made of is looked at closely, so that log text passes
 * at more than 100 MB a second. Regular expressions were an order of magnitude slower. */

#include "redact-private.h"

#include <string.h>

#define LONG_WORD_BYTES 12

/* What the passes have in common stays in the processor's own memory. */
#define PART_BYTES (32 * 1024)

enum
{
  DELIMITER = 0,
  LETTER = 1 << 0,
  DIGIT = 1 << 1,
  MARK = 1 << 2,   /* has a meaning for addresses, paths, keys */
  ESCAPE = 1 << 3, /* may begin an encoded character */
  OTHER = 1 << 4,
  WIDE = 1 << 5, /* beyond ASCII */
};

/* clang-format off */
static const guint8 classes[256] = {
  ['a' ... 'z'] = LETTER, ['A' ... 'Z'] = LETTER, ['_'] = LETTER, ['-'] = LETTER,
  ['0' ... '9'] = DIGIT,
  ['@'] = MARK, [':'] = MARK, ['='] = MARK, ['/'] = MARK, ['.'] = MARK, ['~'] = MARK,
  ['%'] = ESCAPE, ['\\'] = ESCAPE | MARK, ['&'] = ESCAPE,
  ['+'] = OTHER, ['#'] = OTHER, ['?'] = OTHER, ['!'] = OTHER, ['*'] = OTHER, ['$'] = OTHER,
  ['^'] = OTHER,
  [0x80 ... 0xff] = WIDE,
};
/* clang-format on */

#define CLASS(p) (classes[(guchar) * (p)])

/**
 * ifa_scan_replace:
 * @scan: a text on its way
 * @span: what goes; it must not begin before what was replaced last
 * @text: what comes
 */
void
ifa_scan_replace (IfaScan *scan, IfaSpan span, const char *text)
{
  g_return_if_fail (span.start >= scan->copied && span.end >= span.start);

  if (scan->out == NULL)
    scan->out = g_string_sized_new (scan->end - scan->text + 64);
  g_string_append_len (scan->out, scan->copied, span.start - scan->copied);
  g_string_append (scan->out, text);
  scan->copied = span.end;
}

/**
 * ifa_scan_hide:
 * @scan: a text on its way
 * @span: what goes
 * @detail: what it is
 * @stem: first part of its placeholder
 * @secret: what the placeholder stands for: @span, or the part of it that counts
 */
void
ifa_scan_hide (IfaScan *scan, IfaSpan span, IfaDetail detail, const char *stem, IfaSpan secret)
{
  if (ifa_redactor_shows (scan->redactor, detail)
      || ifa_redactor_is_placeholder (scan->redactor, secret)
      || ifa_redactor_allows (scan->redactor, secret.start, IFA_SPAN_LENGTH (secret)))
    return;
  ifa_scan_replace (scan, span,
                    ifa_redactor_get_placeholder (scan->redactor, detail, stem, secret.start,
                                                  IFA_SPAN_LENGTH (secret)));
}

/* What is hidden inside an encoding makes the whole token go over to its redacted plain form. */
static gboolean
replace_decoded (IfaScan *scan, IfaSpan span, const char *decoded)
{
  g_autofree char *hidden = NULL;

  if (decoded == NULL || scan->depth >= IFA_MAX_DEPTH)
    return FALSE;
  hidden = ifa_scan_text (scan->redactor, decoded, strlen (decoded), scan->hosts, scan->depth + 1);
  if (hidden == NULL)
    return FALSE;
  ifa_scan_replace (scan, span, hidden);
  return TRUE;
}

/* A reference ends in a semicolon, which ends a token elsewhere. */
static const char *
extend_over_entities (const IfaScan *scan, IfaSpan token)
{
  const char *end = token.end;

  while (end < scan->end && (*end == ';' || CLASS (end) != DELIMITER))
    {
      const char *ampersand = memrchr (token.start, '&', end - token.start);
      if (*end == ';' && (ampersand == NULL || end - ampersand > 10))
        break;
      end++;
    }
  return end;
}

static const char *
scan_encoded (IfaScan *scan, IfaSpan token)
{
  g_autofree char *decoded = NULL;

  if (ifa_span_find (token, '&') != NULL)
    token.end = extend_over_entities (scan, token);
  decoded = ifa_decode_escapes (token);
  return replace_decoded (scan, token, decoded) ? token.end : token.start;
}

static gboolean
is_base64_byte (char c)
{
  return g_ascii_isalnum (c) || c == '+' || c == '/' || c == '-' || c == '_';
}

static const char *
hide_token (IfaScan *scan, IfaSpan word, IfaSpan token)
{
  while (word.end < token.end && (is_base64_byte (*word.end) || *word.end == '.'))
    word.end++;
  ifa_scan_hide (scan, word, IFA_DETAIL_SECRET, "secret", word);
  return word.end;
}

/* Six bytes or more: padded, or letters of both kinds with digits between. */
static gboolean
is_short_base64 (IfaSpan word, IfaSpan token)
{
  guint kinds = 0;

  if (IFA_SPAN_LENGTH (word) < 8)
    return FALSE;
  for (const char *p = word.start; p < word.end; p++)
    kinds |= g_ascii_isdigit (*p) ? 1 : g_ascii_isupper (*p) ? 2 : 4;
  return kinds == 7 || (word.end < token.end && *word.end == '=' && word.end + 2 >= token.end);
}

static const char *
scan_base64 (IfaScan *scan, IfaSpan token)
{
  IfaSpan word = token;
  gboolean has_slash = FALSE;
  g_autofree char *decoded = NULL;

  for (word.end = word.start; word.end < token.end && is_base64_byte (*word.end); word.end++)
    has_slash |= *word.end == '/';
  if ((IFA_SPAN_LENGTH (word) < LONG_WORD_BYTES && !is_short_base64 (word, token))
      || ifa_shape_is_tax_number (word) || ifa_shape_is_iban (word.start, IFA_SPAN_LENGTH (word)))
    return token.start;
  if (IFA_SPAN_LENGTH (word) >= 16 && ifa_shape_is_known_token (word))
    return hide_token (scan, word, token);
  for (guint i = 0; i < 2 && word.end < token.end && *word.end == '='; i++)
    word.end++;

  decoded = ifa_decode_base64 (word);
  if (decoded != NULL && scan->depth < IFA_MAX_DEPTH)
    {
      g_autofree char *hidden
          = ifa_scan_text (scan->redactor, decoded, strlen (decoded), scan->hosts, scan->depth + 1);
      if (hidden != NULL)
        {
          ifa_scan_hide (scan, word, IFA_DETAIL_SECRET, "secret", word);
          return word.end;
        }
    }
  if (has_slash && word.end[-1] != '=' && ifa_span_find (word, '+') == NULL)
    return token.start;
  if (!ifa_shape_is_random (word) || ifa_shape_is_uuid (word))
    return token.start;
  ifa_scan_hide (scan, word, IFA_DETAIL_SECRET, "secret", word);
  return word.end;
}

static const char *
scan_token (IfaScan *scan, IfaSpan token, guint mask)
{
  const char *next = token.start;

  if (*token.start == '\\' || (IFA_SPAN_LENGTH (token) > 2 && token.start[1] == ':'))
    next = ifa_scan_path (scan, token);
  if (next == token.start && (mask & ESCAPE) != 0)
    next = scan_encoded (scan, token);
  if (next == token.start)
    next = ifa_scan_pieces (scan, token);
  return next;
}

/* One part of a token with the sign behind it. Returns where to go on. */
static const char *
scan_piece (IfaScan *scan, IfaSpan token, IfaSpan word)
{
  char sign = word.end < token.end ? *word.end : '\0';
  const char *next = word.start;

  if (sign == ':' && token.end - word.end > 2 && word.end[1] == '/' && word.end[2] == '/')
    next = ifa_scan_url (scan, word);
  if (next == word.start && (sign == ':' || sign == '='))
    {
      next = ifa_scan_key (scan, (IfaSpan){ word.end, word.end + 1 });
      next = next > word.end ? next : word.start;
    }
  if (next == word.start && (sign == '/' || sign == '\\' || sign == '~' || sign == ':'))
    next = ifa_scan_path (scan, (IfaSpan){ word.start, token.end });
  if (next == word.start && sign == '?')
    next = ifa_scan_query (scan, word.end, token.end);
  if (next == word.start && sign == '@')
    next = ifa_scan_contact (scan, word);
  if (next == word.start)
    next = scan_base64 (scan, (IfaSpan){ word.start, token.end });
  if (next == word.start && (word.start < word.end || sign == ':'))
    next = ifa_scan_word (scan, word);
  return next;
}

static gboolean
is_piece_byte (char c)
{
  return g_ascii_isalnum (c) || c == '.' || c == '_' || c == '+' || c == '-';
}

/**
 * ifa_scan_pieces:
 * @scan: a text on its way
 * @token: a part of it without blanks
 *
 * Returns: where to go on: the end of @token, or beyond
 */
const char *
ifa_scan_pieces (IfaScan *scan, IfaSpan token)
{
  const char *p = token.start;

  while (p < token.end)
    {
      IfaSpan word = { p, p };
      const char *next;

      while (word.end < token.end && is_piece_byte (*word.end))
        word.end++;
      next = scan_piece (scan, token, word);
      if (next <= word.end)
        next = MAX (next, word.end < token.end ? word.end + 1 : word.end);
      p = next;
    }
  return p;
}

/* <key>value</key>: the only bracket that announces something. */
static const char *
scan_delimiter (IfaScan *scan, const char *p)
{
  const char *next = p;

  if (*p == '>')
    next = ifa_scan_key (scan, (IfaSpan){ p, p + 1 });
  return MAX (next, p + 1);
}

/* 2026-11-22, 09:12:31.123, and short numbers that nothing follows: most of what a log has of
 * digits. */
static gboolean
is_plain_time (const IfaScan *scan, IfaSpan run)
{
  gsize length = IFA_SPAN_LENGTH (run);
  const char *p = run.start;
  gboolean is_last = run.end == scan->end || *run.end != ' ' || run.end + 1 == scan->end
                     || (!g_ascii_isdigit (run.end[1]) && run.end[1] != '/');

  if (length < 6)
    return is_last && strspn (p, "0123456789.:-") >= length
           && (p == scan->text || (p[-1] != '(' && *p != '+'));
  if (length == 10 && p[4] == '-' && p[7] == '-' && p[0] == '2' && p[1] == '0')
    return strspn (p, "0123456789-") >= 10;
  return length >= 8 && length <= 15 && p[2] == ':' && p[5] == ':'
         && strspn (p, "0123456789:.") >= length && p[6] != ':' && p[7] != ':'
         && memchr (p + 8, ':', length - 8) == NULL;
}

static const char *
scan_run (IfaScan *scan, const char *p)
{
  IfaSpan run = { p, p };
  const char *next;
  guint mask = 0;

  if (CLASS (p) == WIDE)
    {
      while (run.end < scan->end && CLASS (run.end) == WIDE)
        run.end++;
      return ifa_scan_wide (scan, run);
    }

  while (run.end < scan->end && CLASS (run.end) != DELIMITER && CLASS (run.end) != WIDE)
    mask |= CLASS (run.end++);
  if ((mask & ~(guint) (LETTER | MARK)) == 0 && IFA_SPAN_LENGTH (run) <= 7
      && strchr ("BbMHF", *run.start) != NULL)
    {
      next = ifa_scan_plain_word (scan, (IfaSpan){ run.start, run.end - (run.end[-1] == '.') });
      if (next > run.end)
        return next;
    }
  if ((mask & ~(guint) LETTER) == 0 && IFA_SPAN_LENGTH (run) < LONG_WORD_BYTES)
    return run.end;
  if ((mask & DIGIT) != 0 && (mask & (ESCAPE | OTHER)) == 0 && g_ascii_isdigit (*run.start)
      && is_plain_time (scan, run))
    return run.end;
  next = scan_token (scan, run, mask);
  return MAX (next, run.start + 1);
}

static char *
scan_patterns (IfaRedactor *self, const char *text, gsize length, IfaHosts hosts, guint depth)
{
  IfaScan scan = { self, text, text + length, text, NULL, hosts, depth };
  const char *p = text;

  while (p < scan.end)
    p = CLASS (p) == DELIMITER ? scan_delimiter (&scan, p) : scan_run (&scan, p);

  if (scan.out == NULL)
    return NULL;
  g_string_append_len (scan.out, scan.copied, scan.end - scan.copied);
  return g_string_free (scan.out, FALSE);
}

static const char *
stem_of_known (IfaDetail detail)
{
  return detail == IFA_DETAIL_NAME ? "name" : detail == IFA_DETAIL_HOST ? "host" : "secret";
}

/* The names of user and computer, wherever they stand. */
static char *
scan_known (IfaRedactor *self, const char *text, gsize length)
{
  IfaScan scan = { self, text, text + length, text, NULL, IFA_HOSTS_KEEP, 0 };
  IfaSpan rest = { text, text + length };
  IfaSpan found;
  IfaDetail detail;

  while (ifa_redactor_find_known (self, rest, &found, &detail))
    {
      ifa_scan_hide (&scan, found, detail, stem_of_known (detail), found);
      rest.start = found.end;
    }

  if (scan.out == NULL)
    return NULL;
  g_string_append_len (scan.out, scan.copied, scan.end - scan.copied);
  return g_string_free (scan.out, FALSE);
}

/* What one pass has made of the text is the text of the next. */
static void
step (char *made, char **hidden, const char **text, gsize *length)
{
  if (made == NULL)
    return;
  g_free (*hidden);
  *hidden = made;
  *text = made;
  *length = strlen (made);
}

static char *
scan_all (IfaRedactor *self, const char *text, gsize length, IfaHosts hosts, guint depth)
{
  char *hidden = NULL;

  step (scan_known (self, text, length), &hidden, &text, &length);
  step (scan_patterns (self, text, length, hosts, depth), &hidden, &text, &length);
  if (hosts > IFA_HOSTS_KNOWN)
    return hidden;
  step (ifa_scan_speech (self, text, length), &hidden, &text, &length);
  step (ifa_scan_chinese (self, text, length), &hidden, &text, &length);
  return hidden;
}

/* Behind the line's end that comes after @at; a key in several lines stays in one piece. */
static const char *
end_of_part (const char *start, const char *at, const char *end)
{
  const char *line_end = memchr (at, '\n', end - at);
  const char *part_end = line_end != NULL ? line_end + 1 : end;
  const char *key = memmem (start, part_end - start, "-----BEGIN", 10);
  const char *key_end = key;

  while (key != NULL && key < part_end)
    {
      key_end = memmem (key, end - key, "-----END", 8);
      if (key_end == NULL)
        return end;
      key = memmem (key_end, end - key_end, "-----BEGIN", 10);
    }
  if (key_end == NULL || key_end < part_end)
    return part_end;
  line_end = memchr (key_end, '\n', end - key_end);
  return line_end != NULL ? line_end + 1 : end;
}

/**
 * ifa_scan_text:
 * @self: the redactor
 * @text: foreign words
 * @length: bytes of @text
 * @hosts: which host names may stay
 * @depth: how many encodings were taken off already
 *
 * Returns: (transfer full) (nullable): @text with every secret replaced; `NULL` where it has none
 */
char *
ifa_scan_text (IfaRedactor *self, const char *text, gsize length, IfaHosts hosts, guint depth)
{
  const char *end = text + length;
  g_autoptr (GString) out = NULL;
  gboolean found = FALSE;

  if (length <= 2 * PART_BYTES)
    return scan_all (self, text, length, hosts, depth);
  out = g_string_sized_new (length + PART_BYTES);
  for (const char *p = text; p < end;)
    {
      const char *next = end - p <= PART_BYTES ? end : end_of_part (p, p + PART_BYTES, end);
      g_autofree char *hidden = scan_all (self, p, next - p, hosts, depth);

      found |= hidden != NULL;
      if (hidden != NULL)
        g_string_append (out, hidden);
      else
        g_string_append_len (out, p, next - p);
      p = next;
    }
  return found ? g_string_free (g_steal_pointer (&out), FALSE) : NULL;
}
