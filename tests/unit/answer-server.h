/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright The Invoice First Aid authors */

/* A web server on the loopback that answers in one way, and a probe that asks it. */

#pragma once

#include "environment.h"
#include "evidence.h"
#include "facts.h"
#include "loopback-server.h"

G_BEGIN_DECLS

#define HTTP_HOST "api.invoice.example"
#define OK_HEAD "HTTP/1.1 200 OK\r\n"
#define JSON_HEAD OK_HEAD "Content-Type: application/json\r\n"

/* What a server answers; a length of 0 is that of a text. */
typedef struct
{
  const char *bytes;
  gsize n_bytes;
  gboolean stays;       /* keeps the connection open afterwards */
  const char *repeated; /* (nullable): then this, until nobody reads any more */
  guint pause_ms;       /* before each repetition */
  guint wait_ms;        /* before the answer */
  gboolean resets;
} Answer;

LoopbackServer *answer_server_new (const Answer *answer);

IfaEnvironment *new_http_environment (void);
IfaCheck *new_http_check (const LoopbackServer *server, const char *scheme, const char *path);
IfaHttpFacts *probe_http (IfaCheck *check);
IfaCheck *probe_answer (const Answer *answer);
IfaCheck *probe_text (const char *text);

G_END_DECLS
