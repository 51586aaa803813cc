/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright The Invoice First Aid authors */

#include "http-facts.h"

#include <glib/gi18n-lib.h>

static const char *const body_format_names[]
    = { "unknown", "empty", "json", "xml", "html", "text", "binary", NULL };

static const IfaField http_fields[] = {
  IFA_FIELD (IfaHttpFacts, url, STRING, FREE_TEXT, N_ ("Address")),
  IFA_FIELD (IfaHttpFacts, addresses, ADDRESSES, PUBLIC, N_ ("Addresses to use")),
  IFA_FIELD (IfaHttpFacts, address, ADDRESS, PUBLIC, N_ ("Address used")),
  IFA_FIELD (IfaHttpFacts, method, STRING, PUBLIC, N_ ("Method")),
  IFA_FIELD (IfaHttpFacts, proxy, STRING, FREE_TEXT, N_ ("Through proxy")),
  IFA_FIELD (IfaHttpFacts, is_repetition, TRI, PUBLIC, N_ ("Asked again")),
  IFA_FIELD (IfaHttpFacts, error_code_path, STRING, PUBLIC, N_ ("Where the code stands")),
  IFA_FIELD (IfaHttpFacts, error_code_ok, STRINGS, PUBLIC, N_ ("Codes of success")),
  IFA_FIELD (IfaHttpFacts, error_message_path, STRING, PUBLIC, N_ ("Where the message stands")),
  IFA_FIELD (IfaHttpFacts, status, INTEGER, PUBLIC, N_ ("Status")),
  IFA_FIELD (IfaHttpFacts, http_version, STRING, PUBLIC, N_ ("Protocol")),
  IFA_FIELD (IfaHttpFacts, content_type, STRING, FREE_TEXT, N_ ("Promised type")),
  IFA_FIELD_NAMED (IfaHttpFacts, body_format, body_format_names, PUBLIC, N_ ("Real type")),
  IFA_FIELD (IfaHttpFacts, body_well_formed, TRI, PUBLIC, N_ ("Well formed")),
  IFA_FIELD (IfaHttpFacts, body_bytes, INTEGER, PUBLIC, N_ ("Body (bytes)")),
  IFA_FIELD (IfaHttpFacts, declared_bytes, INTEGER, PUBLIC, N_ ("Declared (bytes)")),
  IFA_FIELD (IfaHttpFacts, body_start, STRING, FREE_TEXT, N_ ("Body begins")),
  IFA_FIELD (IfaHttpFacts, page_title, STRING, FREE_TEXT, N_ ("Page title")),
  IFA_FIELD (IfaHttpFacts, says_maintenance, TRI, PUBLIC, N_ ("Speaks of maintenance")),
  IFA_FIELD (IfaHttpFacts, error_code, STRING, FREE_TEXT, N_ ("Service's error code")),
  IFA_FIELD (IfaHttpFacts, error_message, STRING, FREE_TEXT, N_ ("Service's message")),
  IFA_FIELD (IfaHttpFacts, error_is_fine, TRI, PUBLIC, N_ ("Code means success")),
  IFA_FIELD (IfaHttpFacts, error_cause, STRING, PUBLIC, N_ ("Code stands for")),
  IFA_FIELD (IfaHttpFacts, retry_after_s, INTEGER, PUBLIC, N_ ("Try again after (s)")),
  IFA_FIELD (IfaHttpFacts, location, STRING, FREE_TEXT, N_ ("Redirected to")),
  IFA_FIELD (IfaHttpFacts, redirects, INTEGER, PUBLIC, N_ ("Redirects")),
  IFA_FIELD (IfaHttpFacts, redirect_problem, STRING, PUBLIC, N_ ("Redirect problem")),
  IFA_FIELD (IfaHttpFacts, server_date_s, TIME, PUBLIC, N_ ("Server's date")),
  IFA_FIELD (IfaHttpFacts, server, STRING, FREE_TEXT, N_ ("Server software")),
  IFA_FIELD (IfaHttpFacts, request_id, STRING, FREE_TEXT, N_ ("Request id")),
  IFA_FIELD (IfaHttpFacts, block_id, STRING, FREE_TEXT, N_ ("Block page id")),
  IFA_FIELD (IfaHttpFacts, certificate_errors, STRING, PUBLIC, N_ ("Certificate errors")),
  IFA_FIELD (IfaHttpFacts, connect_ms, INTEGER, PUBLIC, N_ ("Connected after (ms)")),
  IFA_FIELD (IfaHttpFacts, tls_ms, INTEGER, PUBLIC, N_ ("Encrypted after (ms)")),
  IFA_FIELD (IfaHttpFacts, first_byte_ms, INTEGER, PUBLIC, N_ ("First byte after (ms)")),
  IFA_FIELD (IfaHttpFacts, last_byte_ms, INTEGER, PUBLIC, N_ ("Last byte after (ms)")),
  IFA_FIELD (IfaHttpFacts, total_ms, INTEGER, PUBLIC, N_ ("Complete after (ms)")),
  IFA_FIELD (IfaHttpFacts, received_bytes, INTEGER, PUBLIC, N_ ("Bytes received")),
};

const IfaFactsType ifa_http_facts = {
  .kind = "http",
  .title = N_ ("Answer of the service"),
  .layer = IFA_LAYER_SERVICE,
  .size = sizeof (IfaHttpFacts),
  .fields = http_fields,
  .n_fields = G_N_ELEMENTS (http_fields),
};

static const IfaField portal_fields[] = {
  IFA_FIELD (IfaPortalFacts, url, STRING, PUBLIC, N_ ("Address")),
  IFA_FIELD (IfaPortalFacts, addresses, ADDRESSES, PUBLIC, N_ ("Addresses to use")),
  IFA_FIELD (IfaPortalFacts, status, INTEGER, PUBLIC, N_ ("Status")),
  IFA_FIELD (IfaPortalFacts, location, STRING, FREE_TEXT, N_ ("Redirected to")),
  IFA_FIELD (IfaPortalFacts, redirects_elsewhere, TRI, PUBLIC, N_ ("Redirected to another host")),
  IFA_FIELD (IfaPortalFacts, body_bytes, INTEGER, PUBLIC, N_ ("Body (bytes)")),
  IFA_FIELD (IfaPortalFacts, body_is_page, TRI, PUBLIC, N_ ("Body is a page")),
  IFA_FIELD (IfaPortalFacts, page_title, STRING, FREE_TEXT, N_ ("Page title")),
  IFA_FIELD (IfaPortalFacts, server_date_s, TIME, PUBLIC, N_ ("Server's date")),
};

const IfaFactsType ifa_portal_facts = {
  .kind = "portal",
  .title = N_ ("Sign-in page of the network"),
  .layer = IFA_LAYER_LOCAL_NETWORK,
  .size = sizeof (IfaPortalFacts),
  .fields = portal_fields,
  .n_fields = G_N_ELEMENTS (portal_fields),
};
