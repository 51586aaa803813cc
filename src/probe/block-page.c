/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright The Invoice First Aid authors */

#include "block-page.h"

#include <string.h>

#define MIN_ID_CHARACTERS 5
#define MAX_ID_CHARACTERS 80
#define MAX_DECORATION_BYTES 120

/* What stands before the number, in lower case, and whose page it is. */
static const char *const marks[] = {
  "ray id",      /* Cloudflare */
  "incident id", /* Imperva */
  "support id",  /* F5 */
  "reference #", /* Akamai */
  "reference&#32;&#35;",
  "attack id",  /* FortiWeb */
  "block id",   /* Sucuri */
  "request id", /* CloudFront */
  "trace id",
  "traceid", /* Alibaba Cloud */
  "event_id",
  "event id", /* Fortinet */
  "uuid",     /* Tencent Cloud */
  "事件id",
  "请求id",
  "拦截id",
};

static gboolean
is_id_character (char c)
{
  return g_ascii_isalnum (c) || c == '-' || c == '_' || c == '.';
}

/* Between the mark and the number stand tags, entities, colons, white space and "is". */
static const char *
skip_decoration (const char *at)
{
  const char *limit = at + MIN (strlen (at), MAX_DECORATION_BYTES);

  while (at < limit && !is_id_character (*at))
    {
      char until = *at == '<' ? '>' : *at == '&' ? ';' : *at;
      const char *close = memchr (at, until, (gsize) (limit - at));

      if (close == NULL)
        return NULL;
      at = close + 1;
      if (g_str_has_prefix (at, "is: ") || g_str_has_prefix (at, "is "))
        at = strchr (at, ' ');
    }
  return at < limit ? at : NULL;
}

static gsize
measure_id (const char *at)
{
  gsize length = 0;
  gboolean has_digit = FALSE;

  while (is_id_character (at[length]) && length <= MAX_ID_CHARACTERS)
    has_digit |= g_ascii_isdigit (at[length++]) != 0;

  return has_digit && length >= MIN_ID_CHARACTERS && length <= MAX_ID_CHARACTERS ? length : 0;
}

/**
 * ifa_block_page_dup_id:
 * @body: a page or a text: foreign bytes
 * @length: how many
 *
 * Returns: (transfer full) (nullable): the number by which the filter's owner finds the case
 */
char *
ifa_block_page_dup_id (const char *body, gsize length)
{
  g_autofree char *lower = g_ascii_strdown (body, (gssize) length);

  for (guint i = 0; i < G_N_ELEMENTS (marks); i++)
    {
      const char *found = strstr (lower, marks[i]);
      const char *id = found != NULL ? skip_decoration (found + strlen (marks[i])) : NULL;
      gsize n_bytes = id != NULL ? measure_id (id) : 0;

      if (n_bytes > 0)
        return g_strndup (body + (id - lower), n_bytes);
    }
  return NULL;
}
