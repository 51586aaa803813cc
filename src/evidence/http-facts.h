/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright The Invoice First Aid authors */

/* Requests and their answers. */

#pragma once

#include "field.h"

G_BEGIN_DECLS

/* What a body turned out to be, whatever its header promised. */
typedef enum
{
  IFA_BODY_UNKNOWN,
  IFA_BODY_EMPTY,
  IFA_BODY_JSON,
  IFA_BODY_XML,
  IFA_BODY_HTML,
  IFA_BODY_TEXT,
  IFA_BODY_BINARY,
} IfaBodyFormat;

/**
 * IfaHttpFacts:
 *
 * One HTTP exchange.
 */
typedef struct
{
  char *url;
  char **addresses;
  char *address;
  char *method;
  char *proxy;              /* as in http://proxy.example:3128; unset: directly */
  IfaTri is_repetition;     /* the same request once more */
  char *error_code_path;    /* JSONPath of the service\'s own code, by the profile */
  char **error_code_ok;     /* codes that mean success */
  char *error_message_path; /* JSONPath */
  gint64 status;
  char *http_version;
  char *content_type;
  guint body_format; /* IfaBodyFormat */
  IfaTri body_well_formed;
  gint64 body_bytes;
  gint64 declared_bytes;
  char *body_start;
  char *page_title;
  IfaTri says_maintenance;
  char *error_code;
  char *error_message;
  IfaTri error_is_fine;
  char *error_cause; /* a cause id, by the profile */
  gint64 retry_after_s;
  char *location;
  gint64 redirects;
  char *redirect_problem; /* loop, insecure, elsewhere */
  gint64 server_date_s;
  char *server;
  char *request_id;
  char *block_id;
  char *certificate_errors;
  gint64 connect_ms;
  gint64 tls_ms;
  gint64 first_byte_ms; /* since the request was sent */
  gint64 last_byte_ms;  /* of the body, since the start: what stalls is told from what drips */
  gint64 total_ms;
  gint64 received_bytes; /* on the wire, the handshake included */
} IfaHttpFacts;

extern const IfaFactsType ifa_http_facts;

/**
 * IfaPortalFacts:
 *
 * What a known connectivity address answers over plain HTTP (no redirect is followed).
 */
typedef struct
{
  char *url;
  char **addresses;
  gint64 status;
  char *location;
  IfaTri redirects_elsewhere;
  gint64 body_bytes;
  IfaTri body_is_page;
  char *page_title;
  gint64 server_date_s;
} IfaPortalFacts;

extern const IfaFactsType ifa_portal_facts;

G_END_DECLS
