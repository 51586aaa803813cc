/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright The Invoice First Aid authors */

#include "practice-answers.h"

#include <string.h>

#define JSON "application/json"
#define HTML "text/html; charset=utf-8"
#define TEXT "text/plain; charset=utf-8"

#define PAGE(title, text) \
  "<!DOCTYPE html>\n<html><head><meta charset=\"utf-8\"><title>" title \
  "</title></head>\n<body><h1>" title "</h1><p>" text "</p></body></html>\n"

#define MOVED_PATH "/v2/health"
#define LOOP_PATH "/health/again"
#define SIGN_IN_PATH "/sign-in"

/* What "cut-off" promises, and what it sends of it. */
#define DECLARED_BYTES 4096
#define SENT_BYTES 1000

typedef struct
{
  const char *status; /* code and reason */
  const char *type;   /* (nullable) of the content */
  const char *header; /* (nullable): one more line; {service} and {web} become ports */
  const char *body;   /* (nullable): none, and no length either (RFC 9110, 8.6: 204) */
} Answer;

static const Answer healthy = {
  "200 OK",
  JSON,
  NULL,
  "{\"code\":0,\"msg\":\"ok\",\"service\":\"practice\"}\n",
};

static const Answer not_found = {
  "404 Not Found",
  HTML,
  NULL,
  PAGE ("404 Not Found", "There is nothing at this address."),
};

static const Answer answers[] = {
  [IFA_PRACTICE_ANSWER_OVERLOADED]
  = { "503 Service Unavailable", TEXT, "Retry-After: 120\r\n", "Too busy. Try again later.\n" },
  [IFA_PRACTICE_ANSWER_MAINTENANCE]
  = { "503 Service Unavailable", HTML, NULL,
      PAGE ("System maintenance",
            "The invoice service is under maintenance. \xe7\xb3\xbb\xe7\xbb\x9f\xe7\xbb\xb4\xe6\x8a"
            "\xa4\xe4\xb8\xad") },
  [IFA_PRACTICE_ANSWER_SERVER_ERROR]
  = { "500 Internal Server Error", HTML, "X-Request-Id: practice-500\r\n",
      PAGE ("500 Internal Server Error", "The server could not complete the request.") },
  [IFA_PRACTICE_ANSWER_BAD_GATEWAY]
  = { "502 Bad Gateway", HTML, NULL, PAGE ("502 Bad Gateway", "No answer from behind.") },
  [IFA_PRACTICE_ANSWER_FORBIDDEN]
  = { "403 Forbidden", HTML, NULL,
      PAGE ("403 Forbidden", "You do not have access to this service.") },
  [IFA_PRACTICE_ANSWER_UNAUTHORIZED]
  = { "401 Unauthorized", TEXT, "WWW-Authenticate: Bearer realm=\"practice\"\r\n",
      "Sign in first.\n" },
  [IFA_PRACTICE_ANSWER_NOT_FOUND]
  = { "404 Not Found", HTML, NULL, PAGE ("404 Not Found", "There is nothing at this address.") },
  [IFA_PRACTICE_ANSWER_TOO_MANY]
  = { "429 Too Many Requests", TEXT, "Retry-After: 60\r\n", "Too many requests.\n" },
  [IFA_PRACTICE_ANSWER_MOVED]
  = { "301 Moved Permanently", TEXT,
      "Location: https://" IFA_PRACTICE_MOVED_HOST ":{service}" MOVED_PATH "\r\n", "Moved.\n" },
  [IFA_PRACTICE_ANSWER_REDIRECT_LOOP]
  = { "302 Found", TEXT, "Location: https://" IFA_PRACTICE_HOST ":{service}" LOOP_PATH "\r\n",
      "Elsewhere.\n" },
  [IFA_PRACTICE_ANSWER_EMPTY] = { "200 OK", JSON, NULL, "" },
  [IFA_PRACTICE_ANSWER_MALFORMED]
  = { "200 OK", JSON, NULL, "{\"code\":0,\"msg\":\"ok\",\"invoices\":[{\"number\":17,,}\n" },
  [IFA_PRACTICE_ANSWER_PAGE]
  = { "200 OK", HTML, NULL, PAGE ("Welcome", "Here is a page where data was expected.") },
  [IFA_PRACTICE_ANSWER_ERROR_CODE]
  = { "200 OK", JSON, NULL, "{\"code\":50003,\"msg\":\"The practice queue is full\"}\n" },
  [IFA_PRACTICE_ANSWER_PORTAL]
  = { "302 Found", TEXT, "Location: http://" IFA_PRACTICE_PORTAL_HOST ":{web}" SIGN_IN_PATH "\r\n",
      "Sign in first.\n" },
};

static const Answer loop_back = {
  "302 Found",
  TEXT,
  "Location: https://" IFA_PRACTICE_HOST ":{service}" IFA_PRACTICE_HEALTH_PATH "\r\n",
  "Elsewhere.\n",
};

static const Answer sign_in = {
  "200 OK",
  HTML,
  NULL,
  PAGE ("Welcome to the Wi-Fi", "Please sign in to use the Internet."),
};

static const Answer connected = { "204 No Content", NULL, NULL, NULL };
static const Answer control = { "200 OK", TEXT, NULL, "ok\n" };
static const Answer bad_request = { "400 Bad Request", TEXT, NULL, "Bad request.\n" };
static const Answer too_large
    = { "431 Request Header Fields Too Large", TEXT, NULL, "Too large.\n" };

/* RFC 9110, 5.6.7: always English, always GMT. */
static void
append_date (GString *message)
{
  static const char *const days[] = { "Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun" };
  static const char *const months[]
      = { "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec" };
  g_autoptr (GDateTime) now = g_date_time_new_now_utc ();

  g_string_append_printf (message, "Date: %s, %02d %s %04d %02d:%02d:%02d GMT\r\n",
                          days[g_date_time_get_day_of_week (now) - 1],
                          g_date_time_get_day_of_month (now),
                          months[g_date_time_get_month (now) - 1], g_date_time_get_year (now),
                          g_date_time_get_hour (now), g_date_time_get_minute (now),
                          g_date_time_get_second (now));
}

static GString *
begin (const char *status, const char *type, gssize declared_bytes)
{
  GString *message = g_string_new (NULL);

  g_string_append_printf (message, "HTTP/1.1 %s\r\n", status);
  append_date (message);
  g_string_append (message, "Server: practice\r\nConnection: close\r\n");
  if (type != NULL)
    g_string_append_printf (message, "Content-Type: %s\r\n", type);
  if (declared_bytes >= 0)
    g_string_append_printf (message, "Content-Length: %" G_GSSIZE_FORMAT "\r\n", declared_bytes);
  return message;
}

static void
append_header (GString *message, const char *header, const IfaPracticeStage *stage)
{
  g_autoptr (GString) line = g_string_new (header);
  g_autofree char *service = NULL;
  g_autofree char *web = NULL;

  service = g_strdup_printf ("%u", stage->ports[IFA_PRACTICE_LISTENER_SERVICE]);
  web = g_strdup_printf ("%u", stage->ports[IFA_PRACTICE_LISTENER_CONNECTIVITY]);
  g_string_replace (line, "{service}", service, 0);
  g_string_replace (line, "{web}", web, 0);
  g_string_append (message, line->str);
}

static GBytes *
dup_message (const Answer *answer, const IfaPracticeStage *stage)
{
  gssize length = answer->body != NULL ? (gssize) strlen (answer->body) : -1;
  GString *message = begin (answer->status, answer->type, length);

  if (answer->header != NULL)
    append_header (message, answer->header, stage);
  g_string_append (message, "\r\n");
  if (answer->body != NULL)
    g_string_append (message, answer->body);
  return g_string_free_to_bytes (message);
}

static GBytes *
dup_issuer_message (GBytes *certificate)
{
  gsize size;
  const void *data = g_bytes_get_data (certificate, &size);
  GString *message = begin ("200 OK", "application/pkix-cert", size);

  g_string_append (message, "\r\n");
  g_string_append_len (message, data, size);
  return g_string_free_to_bytes (message);
}

static GBytes *
dup_half_message (void)
{
  GString *message = begin ("200 OK", JSON, DECLARED_BYTES);
  gsize end;

  g_string_append (message, "\r\n");
  end = message->len + SENT_BYTES;
  g_string_append (message, "{\"code\":0,\"msg\":\"ok\",\"invoices\":[1");
  for (guint i = 2; message->len < end; i++)
    g_string_append_printf (message, ",%u", i);
  g_string_truncate (message, end);
  return g_string_free_to_bytes (message);
}

static GBytes *
answer_as_service (const IfaPracticeStage *stage, const char *target)
{
  switch ((IfaPracticeAnswer) stage->fault->answer)
    {
    case IFA_PRACTICE_ANSWER_HEALTHY:
    case IFA_PRACTICE_ANSWER_SILENT:
    case IFA_PRACTICE_ANSWER_SLOW:
      return dup_message (&healthy, stage);
    case IFA_PRACTICE_ANSWER_CUT_OFF:
    case IFA_PRACTICE_ANSWER_CUT_OFF_ABRUPTLY:
      return dup_half_message ();
    case IFA_PRACTICE_ANSWER_MOVED:
      if (g_str_equal (target, MOVED_PATH))
        return dup_message (&healthy, stage);
      break;
    case IFA_PRACTICE_ANSWER_REDIRECT_LOOP:
      if (g_str_equal (target, LOOP_PATH))
        return dup_message (&loop_back, stage);
      break;
    default:
      break;
    }
  return dup_message (&answers[stage->fault->answer], stage);
}

static GBytes *
answer_on_the_web (const IfaPracticeStage *stage, const char *target)
{
  if (stage->fault->answer == IFA_PRACTICE_ANSWER_PORTAL)
    return dup_message (g_str_equal (target, SIGN_IN_PATH) ? &sign_in
                                                           : &answers[IFA_PRACTICE_ANSWER_PORTAL],
                        stage);
  if (g_str_equal (target, IFA_PRACTICE_ISSUER_PATH))
    return dup_issuer_message (stage->issuer);
  if (g_str_equal (target, IFA_PRACTICE_CONNECTIVITY_PATH))
    return dup_message (&connected, stage);
  return dup_message (&not_found, stage);
}

/**
 * ifa_practice_answer:
 * @stage: what is being played
 * @listener: who was asked
 * @target: what for: path and query
 *
 * Returns: (transfer full): the whole message, head and body, as it goes over the wire
 */
GBytes *
ifa_practice_answer (const IfaPracticeStage *stage,
                     IfaPracticeListener listener,
                     const char *target)
{
  switch (listener)
    {
    case IFA_PRACTICE_LISTENER_SERVICE:
      return answer_as_service (stage, target);
    case IFA_PRACTICE_LISTENER_CONNECTIVITY:
      return answer_on_the_web (stage, target);
    case IFA_PRACTICE_LISTENER_CONTROL:
    default:
      return stage->fault->answer == IFA_PRACTICE_ANSWER_PORTAL
                 ? dup_message (&answers[IFA_PRACTICE_ANSWER_PORTAL], stage)
                 : dup_message (&control, stage);
    }
}

/**
 * ifa_practice_answer_to_bad_request:
 * @is_too_large: whether the request was too long, rather than no request at all
 *
 * Returns: (transfer full): the whole message
 */
GBytes *
ifa_practice_answer_to_bad_request (gboolean is_too_large)
{
  return dup_message (is_too_large ? &too_large : &bad_request, NULL);
}
