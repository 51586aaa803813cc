/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright The Invoice First Aid authors */

#include "http-body.h"

#include <json-glib/json-glib.h>
#include <string.h>

#include "block-page.h"
#include "foreign-text.h"
#include "json-bounds.h"
#include "json-syntax.h"
#include "json-value.h"

#define START_CHARACTERS 300
#define TITLE_CHARACTERS 200
#define ERROR_CHARACTERS 500

/* Words and marks are looked for where they stand in every real page: near the beginning. */
#define SEARCH_BYTES (64 * 1024)

/* Lower case. In the languages of the countries whose services are known. */
static const char *const maintenance_words[] = {
  "maintenance",  "维护",
  "维護",         "升级",
  "升級",         "停机",
  "停機",         "wartung",
  "wartungs",     "mantenimiento",
  "manutenção",   "manutencao",
  "konserwac",    "przerwa techniczna",
  "karbantartás", "mentenanță",
  "manutenzione", "scheduled down",
  "صيانة",        "vedligehold",
  "underhåll",    "vedlikehold",
  "huoltokatko",  "onderhoud",
};

/* Elements that begin a page or a fragment of one. */
static const char *const page_marks[] = {
  "<!doctype html", "<html", "<head", "<body", "<title", "<center",
  "<script",        "<h1",   "<div",  "<p>",   "<meta",  "<iframe",
};

static gboolean
is_space (char c)
{
  return c == ' ' || c == '\t' || c == '\r' || c == '\n';
}

/* Without the mark of the byte order and white space before the first character. */
static void
skip_to_start (const char **body, gsize *length)
{
  if (*length >= 3 && memcmp (*body, "\xef\xbb\xbf", 3) == 0)
    {
      *body += 3;
      *length -= 3;
    }
  while (*length > 0 && is_space (**body))
    {
      (*body)++;
      (*length)--;
    }
}

static char *
dup_lower_start (const char *body, gsize length, gsize max_bytes)
{
  return g_ascii_strdown (body, (gssize) MIN (length, max_bytes));
}

static gboolean
contains (const char *text, gsize length, const char *word)
{
  return text != NULL && memmem (text, length, word, strlen (word)) != NULL;
}

/**
 * ifa_http_body_is_page:
 * @body: foreign bytes
 * @length: how many
 *
 * Returns: whether they are made to be read in a browser
 */
gboolean
ifa_http_body_is_page (const char *body, gsize length)
{
  g_autofree char *lower = NULL;

  skip_to_start (&body, &length);
  if (length == 0 || *body != '<')
    return FALSE;

  lower = dup_lower_start (body, length, 1024);
  length = MIN (length, 1024);
  if (g_str_has_prefix (lower, "<?xml") || g_str_has_prefix (lower, "<!--"))
    return contains (lower, length, "<!doctype html") || contains (lower, length, "<html");
  for (guint i = 0; i < G_N_ELEMENTS (page_marks); i++)
    if (g_str_has_prefix (lower, page_marks[i]))
      return TRUE;
  return contains (lower, length, "<html");
}

static gboolean
is_binary (const char *body, gsize length)
{
  gsize n_controls = 0;

  for (gsize i = 0; i < length; i++)
    {
      if (body[i] == '\0')
        return TRUE;
      n_controls += (guchar) body[i] < 0x20 && !is_space (body[i]) && body[i] != '\x1b';
    }
  return n_controls * 20 > length;
}

static gboolean
declares_chinese (const IfaHttpFacts *facts)
{
  g_autofree char *lower
      = facts->content_type != NULL ? g_ascii_strdown (facts->content_type, -1) : NULL;

  return lower != NULL && strstr (lower, "charset=gb") != NULL;
}

/* UTF-8 as it stands; what says that it isn't, or can't be, is read as GB18030, in which many
 * older Chinese services still write. The last character may be cut. NULL for neither. */
static char *
dup_utf8 (const IfaHttpFacts *facts, const char *body, gsize length, gsize *n_bytes)
{
  const gsize max_left_over = MIN (length, 3);
  const char *end = body;
  char *text = NULL;

  if (!declares_chinese (facts)
      && (g_utf8_validate_len (body, length, &end)
          || (gsize) (body + length - end) <= max_left_over))
    {
      *n_bytes = length;
      return g_strndup (body, length);
    }

  for (gsize left_over = 0; left_over <= max_left_over && text == NULL; left_over++)
    text = g_convert (body, (gssize) (length - left_over), "UTF-8", "GB18030", NULL, n_bytes, NULL);
  return text;
}

/* GMarkup neither resolves entities nor recurses. */
static gboolean
is_xml (const char *text, gsize length)
{
  const GMarkupParser no_interest = { NULL };
  g_autoptr (GMarkupParseContext) context
      = g_markup_parse_context_new (&no_interest, G_MARKUP_TREAT_CDATA_AS_TEXT, NULL, NULL);

  return g_markup_parse_context_parse (context, text, (gssize) length, NULL)
         && g_markup_parse_context_end_parse (context, NULL);
}

static gboolean
promises (const IfaHttpFacts *facts, const char *type)
{
  return facts->content_type != NULL && strstr (facts->content_type, type) != NULL;
}

static IfaBodyFormat
find_format (const IfaHttpFacts *facts, const char *body, gsize length)
{
  if (length == 0)
    return IFA_BODY_EMPTY;
  if (is_binary (body, MIN (length, SEARCH_BYTES)))
    return IFA_BODY_BINARY;
  if (ifa_http_body_is_page (body, length))
    return IFA_BODY_HTML;
  if (*body == '<')
    return IFA_BODY_XML;
  if (*body == '{' || *body == '[')
    return IFA_BODY_JSON;

  /* A bare value is JSON only by its header's word. */
  if (promises (facts, "json") && length < SEARCH_BYTES && ifa_json_is_valid (body, length))
    return IFA_BODY_JSON;
  return IFA_BODY_TEXT;
}

static IfaTri
is_well_formed (IfaBodyFormat format, const char *text, gsize length)
{
  switch (format)
    {
    case IFA_BODY_JSON:
      return IFA_TRI (ifa_json_is_valid (text, length));
    case IFA_BODY_XML:
      return IFA_TRI (is_xml (text, length));
    default:
      return IFA_TRI_UNKNOWN;
    }
}

static IfaTri
says_maintenance (const char *text, gsize length)
{
  g_autofree char *valid = g_utf8_make_valid (text, (gssize) MIN (length, SEARCH_BYTES));
  g_autofree char *lower = g_utf8_strdown (valid, -1);

  for (guint i = 0; i < G_N_ELEMENTS (maintenance_words); i++)
    if (strstr (lower, maintenance_words[i]) != NULL)
      return IFA_TRI_YES;
  return IFA_TRI_NO;
}

/**
 * ifa_http_body_dup_title:
 * @body: foreign bytes
 * @length: how many
 *
 * Returns: (transfer full) (nullable): the title of a page, harmless and at most 200 characters
 */
char *
ifa_http_body_dup_title (const char *body, gsize length)
{
  g_autofree char *lower = dup_lower_start (body, length, SEARCH_BYTES);
  gsize searched = MIN (length, SEARCH_BYTES);
  const char *start = memmem (lower, searched, "<title", strlen ("<title"));
  const char *end;

  if (start == NULL)
    return NULL;
  start = memchr (start, '>', searched - (gsize) (start - lower));
  if (start == NULL)
    return NULL;
  start++;
  end = memmem (start, searched - (gsize) (start - lower), "</title", strlen ("</title"));
  if (end == NULL)
    return NULL;

  while (start < end && is_space (*start))
    start++;
  while (end > start && is_space (end[-1]))
    end--;
  return ifa_foreign_text_dup_decoded (body + (start - lower), (gsize) (end - start),
                                       TITLE_CHARACTERS);
}

/**
 * ifa_http_body_judge:
 * @facts: where to write; its `content_type` is read
 * @body: foreign bytes, decoded from their transfer
 * @length: how many
 * @is_whole: whether nothing is missing at the end
 *
 * Sets the format by what is there, whether it holds together, how it begins, and what is told to
 * people in it.
 */
void
ifa_http_body_judge (IfaHttpFacts *facts, const char *body, gsize length, gboolean is_whole)
{
  g_autofree char *text = NULL;

  facts->body_bytes = (gint64) length;
  skip_to_start (&body, &length);
  facts->body_format = find_format (facts, body, length);
  if (facts->body_format == IFA_BODY_EMPTY)
    return;
  if (facts->body_format == IFA_BODY_BINARY)
    {
      facts->body_start = ifa_foreign_text_dup (body, length, START_CHARACTERS);
      return;
    }

  text = dup_utf8 (facts, body, length, &length);
  if (text != NULL)
    body = text;
  facts->body_start = ifa_foreign_text_dup (body, length, START_CHARACTERS);
  facts->says_maintenance = says_maintenance (body, length);
  if (is_whole)
    facts->body_well_formed = is_well_formed (facts->body_format, body, length);
  if (facts->body_format == IFA_BODY_HTML)
    facts->page_title = ifa_http_body_dup_title (body, length);
  if (facts->body_format == IFA_BODY_HTML || facts->body_format == IFA_BODY_TEXT)
    facts->block_id = ifa_block_page_dup_id (body, MIN (length, SEARCH_BYTES));
}

/**
 * ifa_http_body_apply_error_path:
 * @facts: where to write
 * @body: foreign bytes
 * @length: how many
 * @code_path: JSONPath of the service's own code
 * @ok_codes: (nullable): codes that mean success; `NULL` for "0" alone
 * @message_path: (nullable): JSONPath of the message that goes with it
 *
 * Sets the service's own code and message where @body has them. Numbers are compared as text.
 */
void
ifa_http_body_apply_error_path (IfaHttpFacts *facts,
                                const char *body,
                                gsize length,
                                const char *code_path,
                                const char *const *ok_codes,
                                const char *message_path)
{
  static const char *const usual_codes[] = { "0", NULL };
  g_autoptr (JsonParser) parser = json_parser_new_immutable ();
  g_autofree char *text = NULL;
  gsize n_bytes = 0;

  skip_to_start (&body, &length);
  text = dup_utf8 (facts, body, length, &n_bytes);
  if (text == NULL || !ifa_json_is_bounded (text, n_bytes)
      || !json_parser_load_from_data (parser, text, (gssize) n_bytes, NULL)
      || json_parser_get_root (parser) == NULL)
    return;

  facts->error_code
      = ifa_json_dup_value (json_parser_get_root (parser), code_path, ERROR_CHARACTERS);
  facts->error_message
      = ifa_json_dup_value (json_parser_get_root (parser), message_path, ERROR_CHARACTERS);
  if (facts->error_code != NULL)
    facts->error_is_fine
        = IFA_TRI (g_strv_contains (ok_codes != NULL ? ok_codes : usual_codes, facts->error_code));
}
