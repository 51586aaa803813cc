/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright The Invoice First Aid authors */

#include "http-headers.h"

#include <string.h>

#include "foreign-text.h"

#define MAX_CHARACTERS 200

/* What a vendor can find the request by, the most specific first. */
static const char *const request_id_headers[] = {
  "X-Request-Id",          "X-Correlation-ID", "X-Amzn-RequestId", "X-Amzn-Trace-Id",
  "X-Amz-Cf-Id",           "X-Ms-Request-Id",  "X-Azure-Ref",      "X-Trace-Id",
  "X-B3-TraceId",          "EagleEye-TraceId", "X-Tt-Logid",       "X-NWS-LOG-UUID",
  "X-Cloud-Trace-Context", "traceparent",      "CF-Ray",
};

static char *
dup_header (SoupMessageHeaders *headers, const char *name)
{
  const char *value = soup_message_headers_get_list (headers, name);

  return value != NULL && *value != '\0'
             ? ifa_foreign_text_dup (value, strlen (value), MAX_CHARACTERS)
             : NULL;
}

static gint64
parse_date_s (const char *value)
{
  g_autoptr (GDateTime) date = value != NULL ? soup_date_time_new_from_http_string (value) : NULL;

  return date != NULL ? g_date_time_to_unix (date) : IFA_UNKNOWN_INTEGER;
}

/**
 * ifa_http_headers_get_date_s:
 * @headers: the headers of an answer
 *
 * Returns: the server's clock, in seconds since 1970 UTC, or `IFA_UNKNOWN_INTEGER`
 */
gint64
ifa_http_headers_get_date_s (SoupMessageHeaders *headers)
{
  return parse_date_s (soup_message_headers_get_one (headers, "Date"));
}

/* RFC 9110 section 10.2.3: seconds, or a date, which is compared with the server's own clock. */
static gint64
get_retry_after_s (SoupMessageHeaders *headers, gint64 server_date_s, gint64 now_s)
{
  const char *value = soup_message_headers_get_one (headers, "Retry-After");
  guint64 seconds;
  gint64 date_s;

  if (value == NULL)
    return IFA_UNKNOWN_INTEGER;
  if (g_ascii_string_to_unsigned (value, 10, 0, G_MAXINT32, &seconds, NULL))
    return (gint64) seconds;

  date_s = parse_date_s (value);
  if (date_s == IFA_UNKNOWN_INTEGER)
    return IFA_UNKNOWN_INTEGER;
  return MAX (0, date_s - (server_date_s != IFA_UNKNOWN_INTEGER ? server_date_s : now_s));
}

/**
 * ifa_http_headers_judge:
 * @facts: where to write
 * @headers: the headers of an answer: foreign text
 * @now_s: this computer's time, in seconds since 1970 UTC
 *
 * Sets what the service says of itself, of the request and of when to come again.
 */
void
ifa_http_headers_judge (IfaHttpFacts *facts, SoupMessageHeaders *headers, gint64 now_s)
{
  facts->content_type = dup_header (headers, "Content-Type");
  facts->server = dup_header (headers, "Server");
  facts->server_date_s = ifa_http_headers_get_date_s (headers);
  facts->retry_after_s = get_retry_after_s (headers, facts->server_date_s, now_s);
  if (soup_message_headers_get_encoding (headers) == SOUP_ENCODING_CONTENT_LENGTH)
    facts->declared_bytes = soup_message_headers_get_content_length (headers);

  for (guint i = 0; i < G_N_ELEMENTS (request_id_headers) && facts->request_id == NULL; i++)
    facts->request_id = dup_header (headers, request_id_headers[i]);
}
