/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright The Invoice First Aid authors */

#include "practice-connection.h"

#include "practice-answers.h"

#include <string.h>

#define MAX_REQUEST_BYTES (16 * 1024)
#define MAX_TARGET_LENGTH 2048

/* Time for a client to say what it wants, however slowly it speaks. */
#define REQUEST_TIMEOUT_MS 15000
#define ANSWER_TIMEOUT_MS 15000
#define LINGER_MS 1000

/* Longer than any client waits: it is the client who must give up. */
#define SILENCE_MS (180 * 1000)
/* Over the 5 s from which on a service counts as slow. */
#define SLOW_MS 6000

#define MODERN_PRIORITY "NORMAL:-VERS-ALL:+VERS-TLS1.3:+VERS-TLS1.2"
#define OLD_PRIORITY "NORMAL:-VERS-ALL:+VERS-TLS1.1:+VERS-TLS1.0"

typedef enum
{
  REQUEST_GOOD,
  REQUEST_BAD,
  REQUEST_TOO_LARGE,
  REQUEST_NONE, /* the client went away, or took too long */
} Request;

/* Reads as far as the empty line that ends a request's head; its body is of no interest. */
static Request
read_head (IfaPracticeStream *stream, GString *head)
{
  char buffer[2048];

  while (strstr (head->str, "\r\n\r\n") == NULL)
    {
      gssize n_read = ifa_practice_stream_read (stream, buffer, sizeof buffer);

      if (n_read <= 0)
        return REQUEST_NONE;
      if (head->len + n_read > MAX_REQUEST_BYTES)
        return REQUEST_TOO_LARGE;
      if (memchr (buffer, '\0', n_read) != NULL)
        return REQUEST_BAD;
      g_string_append_len (head, buffer, n_read);
    }
  return REQUEST_GOOD;
}

/* "GET /health HTTP/1.1", and nothing that is not of this form. */
static char *
dup_target (const char *head)
{
  g_autofree char *line = g_strndup (head, strcspn (head, "\r\n"));
  g_auto (GStrv) words = g_strsplit (line, " ", 4);

  if (g_strv_length (words) != 3 || words[1][0] != '/' || strlen (words[1]) > MAX_TARGET_LENGTH
      || !g_str_has_prefix (words[2], "HTTP/1."))
    return NULL;
  if (!g_str_equal (words[0], "GET") && !g_str_equal (words[0], "HEAD")
      && !g_str_equal (words[0], "POST"))
    return NULL;
  return g_strdup (words[1]);
}

static void
send_answer (IfaPracticeStream *stream, GBytes *answer, gboolean is_head)
{
  gsize size;
  const char *data = g_bytes_get_data (answer, &size);
  const char *body = g_strstr_len (data, size, "\r\n\r\n");

  if (is_head && body != NULL)
    size = body + strlen ("\r\n\r\n") - data;
  ifa_practice_stream_set_deadline (stream, ANSWER_TIMEOUT_MS);
  ifa_practice_stream_write (stream, data, size);
}

/* Returns: whether there is something to say after all. */
static gboolean
keep_waiting (const IfaPracticeStage *stage,
              IfaPracticeListener listener,
              IfaPracticeStream *stream)
{
  if (listener != IFA_PRACTICE_LISTENER_SERVICE)
    return TRUE;
  if (stage->fault->answer == IFA_PRACTICE_ANSWER_SLOW)
    return ifa_practice_stream_pause (stream, SLOW_MS);
  if (stage->fault->answer != IFA_PRACTICE_ANSWER_SILENT)
    return TRUE;

  ifa_practice_stream_pause (stream, SILENCE_MS);
  return FALSE;
}

static void
serve_http (const IfaPracticeStage *stage, IfaPracticeListener listener, IfaPracticeStream *stream)
{
  g_autoptr (GString) head = g_string_new (NULL);
  g_autoptr (GBytes) answer = NULL;
  g_autofree char *target = NULL;
  Request request = read_head (stream, head);

  if (request == REQUEST_GOOD)
    target = dup_target (head->str);
  if (request == REQUEST_NONE || (target != NULL && !keep_waiting (stage, listener, stream)))
    return;

  if (target != NULL)
    answer = ifa_practice_answer (stage, listener, target);
  else
    answer = ifa_practice_answer_to_bad_request (request == REQUEST_TOO_LARGE);
  send_answer (stream, answer, g_str_has_prefix (head->str, "HEAD "));

  if (listener != IFA_PRACTICE_LISTENER_SERVICE
      || stage->fault->answer != IFA_PRACTICE_ANSWER_CUT_OFF_ABRUPTLY)
    ifa_practice_stream_end_tls (stream);
}

static void
serve_https (const IfaPracticeStage *stage,
             IfaPracticeListener listener,
             gnutls_certificate_credentials_t credentials,
             const char *priority,
             IfaPracticeStream *stream)
{
  if (ifa_practice_stream_start_tls (stream, credentials, priority))
    serve_http (stage, listener, stream);
  g_clear_pointer (&stream->session, gnutls_deinit);
}

/* Lets the client speak first, so that the answer can't be taken for a greeting. */
static void
serve_refusal (IfaPracticeStream *stream, const void *refusal, gsize size)
{
  guint8 hello[2048];

  if (ifa_practice_stream_read (stream, hello, sizeof hello) > 0)
    ifa_practice_stream_write (stream, refusal, size);
}

static void
serve_as_service (const IfaPracticeStage *stage, IfaPracticeStream *stream)
{
  /* RFC 8446, section 6: an alert record; fatal; handshake_failure. */
  static const guint8 alert[] = { 21, 3, 3, 0, 2, 2, 40 };
  static const char text[] = "HTTP/1.1 400 Bad Request\r\nConnection: close\r\n"
                             "Content-Type: text/plain\r\nContent-Length: 19\r\n\r\n"
                             "Not the right door\n";
  const IfaPracticeListener service = IFA_PRACTICE_LISTENER_SERVICE;

  switch ((IfaPracticeTransport) stage->fault->transport)
    {
    case IFA_PRACTICE_TRANSPORT_ALERT:
      serve_refusal (stream, alert, sizeof alert);
      break;
    case IFA_PRACTICE_TRANSPORT_PLAIN_TEXT:
      serve_refusal (stream, text, sizeof text - 1);
      break;
    case IFA_PRACTICE_TRANSPORT_SILENT:
      ifa_practice_stream_pause (stream, SILENCE_MS);
      break;
    case IFA_PRACTICE_TRANSPORT_OLD_TLS:
      serve_https (stage, service, stage->service, OLD_PRIORITY, stream);
      break;
    case IFA_PRACTICE_TRANSPORT_TLS:
    case IFA_PRACTICE_TRANSPORT_REFUSED:
    default:
      serve_https (stage, service, stage->service, MODERN_PRIORITY, stream);
      break;
    }
}

/**
 * ifa_practice_serve:
 * @stage: what is being played
 * @listener: where the client knocked
 * @stream: the connection, whose descriptor stays the caller's
 *
 * Plays one connection to its end. Returns when the client has gone, has been answered, has taken
 * too long, or at once when the service stops.
 */
void
ifa_practice_serve (const IfaPracticeStage *stage,
                    IfaPracticeListener listener,
                    IfaPracticeStream *stream)
{
  ifa_practice_stream_set_deadline (stream, REQUEST_TIMEOUT_MS);
  switch (listener)
    {
    case IFA_PRACTICE_LISTENER_SERVICE:
      serve_as_service (stage, stream);
      break;
    case IFA_PRACTICE_LISTENER_CONTROL:
      serve_https (stage, listener, stage->control, MODERN_PRIORITY, stream);
      break;
    case IFA_PRACTICE_LISTENER_CONNECTIVITY:
    default:
      serve_http (stage, listener, stream);
      break;
    }
  ifa_practice_stream_linger (stream, LINGER_MS);
}
