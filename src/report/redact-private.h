/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright The Invoice First Aid authors */

/* What the files of the redaction share with each other and with nobody else. */

#pragma once

#include "redact.h"

G_BEGIN_DECLS

/* A piece of text, not terminated. */
typedef struct
{
  const char *start;
  const char *end;
} IfaSpan;

/* Of encodings inside encodings. */
#define IFA_MAX_DEPTH 3

#define IFA_SPAN_LENGTH(span) ((gsize) ((span).end - (span).start))

/* What joins the letters of a word. */
static inline gboolean
ifa_is_joint (char c)
{
  return c == '.' || c == '-' || c == '_' || c == '+';
}

static inline const char *
ifa_span_find (IfaSpan span, char c)
{
  for (const char *p = span.start; p < span.end; p++)
    if (*p == c)
      return p;
  return NULL;
}

/**
 * IfaScan:
 *
 * One text on its way through. Nothing is copied until something has to be hidden.
 */
typedef struct
{
  IfaRedactor *redactor;
  const char *text;
  const char *end;
  const char *copied; /* up to where `out` has the text */
  GString *out;       /* NULL: nothing hidden yet */
  IfaHosts hosts;
  guint depth; /* of encodings inside encodings */
} IfaScan;

/* redact.c: the register of placeholders. */
gboolean ifa_redactor_shows (const IfaRedactor *self, IfaDetail detail);
const char *ifa_redactor_get_placeholder (IfaRedactor *self,
                                          IfaDetail detail,
                                          const char *stem,
                                          const char *secret,
                                          gsize length);
gboolean ifa_redactor_is_placeholder (IfaRedactor *self, IfaSpan word);
void ifa_redactor_add_domain (IfaRedactor *self, const char *domain);
gboolean ifa_redactor_knows_host (const IfaRedactor *self, const char *host);
const char *ifa_redactor_get_home (const IfaRedactor *self);
gboolean ifa_redactor_is_inner_host (const IfaRedactor *self, const char *host);
gboolean ifa_redactor_allows (const IfaRedactor *self, const char *text, gsize length);
gboolean
ifa_redactor_find_known (const IfaRedactor *self, IfaSpan text, IfaSpan *found, IfaDetail *detail);

/* redact-address.c: numeric addresses. */
typedef struct _IfaAddressBook IfaAddressBook;

IfaAddressBook *ifa_address_book_new (void);
void ifa_address_book_free (IfaAddressBook *book);
void ifa_address_book_allow (IfaAddressBook *book, const char *address);
void ifa_address_book_allow_range (IfaAddressBook *book, const char *range);
void ifa_address_book_add_own (IfaAddressBook *book, const char *address);
IfaAddressBook *ifa_redactor_get_addresses (IfaRedactor *self);

/* Returns: (nullable): the placeholder; NULL where @text is no address, or one that may stay. */
const char *
ifa_redactor_hide_address (IfaRedactor *self, IfaSpan text, gboolean strict, gboolean *is_address);

/* redact-text.c: texts. */
char *
ifa_scan_text (IfaRedactor *self, const char *text, gsize length, IfaHosts hosts, guint depth);
void
ifa_scan_hide (IfaScan *scan, IfaSpan span, IfaDetail detail, const char *stem, IfaSpan secret);
void ifa_scan_replace (IfaScan *scan, IfaSpan span, const char *text);

/* The handlers: each looks at something that the scanner found and says where to go on. The
 * start of what it was given means that it was none of its business. */
const char *ifa_scan_pieces (IfaScan *scan, IfaSpan token);
const char *ifa_scan_word (IfaScan *scan, IfaSpan word);
const char *ifa_scan_number (IfaScan *scan, IfaSpan word);
gboolean ifa_scan_is_suffix (IfaSpan word);
const char *ifa_scan_name (IfaScan *scan, IfaSpan word);
const char *ifa_scan_contact (IfaScan *scan, IfaSpan word);
const char *ifa_scan_url (IfaScan *scan, IfaSpan scheme);
const char *ifa_scan_query (IfaScan *scan, const char *question, const char *end);
const char *ifa_scan_path (IfaScan *scan, IfaSpan token);
const char *ifa_scan_key (IfaScan *scan, IfaSpan separator);
const char *ifa_scan_plain_word (IfaScan *scan, IfaSpan run);
const char *ifa_scan_wide_word (IfaScan *scan, IfaSpan run, const char *p);
const char *ifa_scan_wide (IfaScan *scan, IfaSpan run);

/* redact-speech.c, redact-idioms.c, redact-chinese.c: what words announce; (nullable): NULL where
 * that is nothing. */
char *ifa_scan_speech (IfaRedactor *self, const char *text, gsize length);
const char *ifa_scan_idiom (IfaScan *scan, const char *p, const char **word_end);
const char *ifa_scan_sign (IfaScan *scan, const char *p);
char *ifa_scan_chinese (IfaRedactor *self, const char *text, gsize length);

/* redact-decode.c: (nullable): NULL where nothing is encoded in it. */
char *ifa_decode_escapes (IfaSpan token);
char *ifa_decode_base64 (IfaSpan word);
char *ifa_decode_full_width (IfaSpan run);

/* redact-keys.c: what the word before a colon or equals sign announces. */
typedef enum
{
  IFA_VALUE_WORD,   /* up to the next blank or delimiter */
  IFA_VALUE_PHRASE, /* up to the next comma, or two blanks */
  IFA_VALUE_LINE,   /* up to the end of the line */
} IfaValueExtent;

typedef struct
{
  IfaDetail detail;
  const char *stem;
  IfaValueExtent extent;
} IfaKey;

const IfaKey *ifa_key_lookup (IfaSpan name);
gboolean ifa_key_names_an_id (IfaSpan name);

/* redact-shapes.c: numbers that are recognised by how they look. */
gboolean ifa_shape_is_tax_number (IfaSpan word);
gsize ifa_shape_match_separated_tax_number (IfaSpan text);
gboolean ifa_shape_is_date (const char *digits);
gboolean ifa_shape_passes_luhn (const char *digits, gsize length);
gboolean ifa_shape_is_iban (const char *compact, gsize length);
gboolean ifa_shape_is_hardware_address (IfaSpan word);
gboolean ifa_shape_is_uuid (IfaSpan word);
gboolean ifa_shape_is_hexadecimal (IfaSpan word);
gboolean ifa_shape_is_known_token (IfaSpan word);
gboolean ifa_shape_is_random (IfaSpan word);

G_END_DECLS
