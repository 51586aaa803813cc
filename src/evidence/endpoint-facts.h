/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright The Invoice First Aid authors */

/* What the profile says about one endpoint: the measure for what the probes see there. */

#pragma once

#include "field.h"

G_BEGIN_DECLS

/* Whether the service wants a certificate from the client. */
typedef enum
{
  IFA_CLIENT_CERTIFICATE_UNKNOWN,
  IFA_CLIENT_CERTIFICATE_NO,
  IFA_CLIENT_CERTIFICATE_ASKED,
  IFA_CLIENT_CERTIFICATE_REQUIRED,
} IfaClientCertificatePolicy;

/**
 * IfaEndpointFacts:
 *
 * The expectations travel with the evidence, so that a report can be judged again without its
 * profile. The engine writes it; no probe does.
 */
typedef struct
{
  char *name;
  char *url;
  char *scheme; /* https, http, wss, ws, tcp */
  char *host;
  gint64 port;
  IfaTri required;
  IfaTri host_is_address;
  IfaTri address_given;      /* not looked up: practice and tests */
  char **expected_addresses; /* ranges as in 192.0.2.0/24 */
  char **expected_status;    /* HTTP statuses */
  char *expected_format;     /* auto, json, xml, html, text, none */
  gint64 max_ms;
  gint64 min_days;
  guint client_certificate; /* IfaClientCertificatePolicy */
  char *root_sha256;
} IfaEndpointFacts;

extern const IfaFactsType ifa_endpoint_facts;

G_END_DECLS
