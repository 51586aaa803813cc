/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright The Invoice First Aid authors */

/* data/schema/profile.schema.json says the same to other programs; a test compares the two. */

#include "config.h"

#include "profile-format.h"
#include "profile-values.h"

#define AT(Struct, member) G_STRUCT_OFFSET (Struct, member)
#define MAX_CODE 64
#define MAX_LONG_TEXT 2000
#define MAX_QUERY 4000
#define MAX_URL 2048
#define MAX_SECONDS_A_DAY 86400

/* clang-format off */
#define SHAPE(keys, ...) { keys, G_N_ELEMENTS (keys), __VA_ARGS__ }
/* clang-format on */

static const char *const formats[] = { IFA_PROFILE_FORMAT, NULL };
static const char *const answer_formats[] = { "auto", "json", "xml", "html", "text", "none", NULL };
static const char *const certificate_needs[] = { "no", "asked", "required", NULL };
static const char *const status_formats[] = {
  "auto",        "statuspage",    "instatus",    "cstate",   "cachet",
  "uptime-kuma", "better-stack",  "health-json", "actuator", "microprofile",
  "kubernetes",  "ksef-latarnia", "sefaz",       "generic",  NULL,
};
static const char *const outbox_formats[] = { "auto", "sqlite", NULL };
static const char *const columns[]
    = { "number", "date", "buyer", "amount", "currency", "kind", "state", NULL };
static const char *const countings[] = { "issue", "end", NULL };
static const char *const faults[] = { "own", "announced", "failure", "total", NULL };

static const IfaProfileKey vendor_keys[] = {
  { "name", IFA_KEY_LOCAL_STRING, AT (IfaProfile, vendor_name) },
  { "email", IFA_KEY_STRING, AT (IfaProfile, vendor_email), .convert = ifa_profile_convert_email },
  { "phone", IFA_KEY_STRING, AT (IfaProfile, vendor_phone), .maximum = MAX_CODE },
  { "url", IFA_KEY_STRING, AT (IfaProfile, vendor_url), .maximum = MAX_URL,
    .convert = ifa_profile_convert_web_url },
  { "hours", IFA_KEY_TEXT, AT (IfaProfile, vendor_hours) },
};
static const IfaProfileShape vendor_shape = SHAPE (vendor_keys);

static const IfaProfileKey error_code_keys[] = {
  { "path", IFA_KEY_STRING, AT (IfaEndpoint, error_code_path), IFA_KEY_REQUIRED,
    .convert = ifa_profile_convert_json_path },
  { "ok", IFA_KEY_CODES, AT (IfaEndpoint, error_code_ok), .maximum = MAX_CODE },
  { "message", IFA_KEY_STRING, AT (IfaEndpoint, error_message_path),
    .convert = ifa_profile_convert_json_path },
};
static const IfaProfileShape error_code_shape = SHAPE (error_code_keys);

static const IfaProfileKey expect_keys[] = {
  { "status", IFA_KEY_UINTS, AT (IfaEndpoint, expect_status), .minimum = 100, .maximum = 599 },
  { "format", IFA_KEY_STRING, AT (IfaEndpoint, expect_format), .words = answer_formats },
  { "max_ms", IFA_KEY_UINT, AT (IfaEndpoint, max_ms), .minimum = 100, .maximum = 120000 },
  { "error_code", IFA_KEY_OBJECT, 0, .shape = &error_code_shape },
  { "addresses", IFA_KEY_STRINGS, AT (IfaEndpoint, expect_addresses),
    .convert = ifa_profile_convert_range },
};
static const IfaProfileShape expect_shape = SHAPE (expect_keys);

static const IfaProfileKey tls_keys[] = {
  { "min_days", IFA_KEY_UINT, AT (IfaEndpoint, min_days), .minimum = 0, .maximum = 365 },
  { "client_certificate", IFA_KEY_CHOICE, AT (IfaEndpoint, client_certificate),
    .words = certificate_needs },
  { "root_sha256", IFA_KEY_STRING, AT (IfaEndpoint, root_sha256),
    .convert = ifa_profile_convert_sha256 },
};
static const IfaProfileShape tls_shape = SHAPE (tls_keys);

static const IfaProfileKey endpoint_keys[] = {
  { "id", IFA_KEY_STRING, AT (IfaEndpoint, id), IFA_KEY_REQUIRED,
    .convert = ifa_profile_convert_endpoint_id },
  { "name", IFA_KEY_TEXT, AT (IfaEndpoint, name) },
  { "url", IFA_KEY_STRING, AT (IfaEndpoint, url), IFA_KEY_REQUIRED, .maximum = MAX_URL,
    .convert = ifa_profile_convert_any_url },
  { "required", IFA_KEY_BOOLEAN, AT (IfaEndpoint, required) },
  { "expect", IFA_KEY_OBJECT, 0, .shape = &expect_shape },
  { "tls", IFA_KEY_OBJECT, 0, .shape = &tls_shape },
};
static const IfaProfileShape endpoint_shape
    = SHAPE (endpoint_keys, ifa_profile_new_endpoint, ifa_profile_finish_endpoint);

static const IfaProfileKey status_page_keys[] = {
  { "url", IFA_KEY_STRING, AT (IfaProfile, status_url), IFA_KEY_REQUIRED, .maximum = MAX_URL,
    .convert = ifa_profile_convert_web_url },
  { "format", IFA_KEY_STRING, AT (IfaProfile, status_format), .words = status_formats },
  { "min_interval_s", IFA_KEY_UINT, AT (IfaProfile, status_min_interval_s), .minimum = 30,
    .maximum = MAX_SECONDS_A_DAY },
};
static const IfaProfileShape status_page_shape = SHAPE (status_page_keys);

static const IfaProfileKey client_version_keys[] = {
  { "url", IFA_KEY_STRING, AT (IfaProfile, version_url), IFA_KEY_REQUIRED, .maximum = MAX_URL,
    .convert = ifa_profile_convert_web_url },
  { "minimum", IFA_KEY_STRING, AT (IfaProfile, version_minimum_path),
    .convert = ifa_profile_convert_json_path },
  { "latest", IFA_KEY_STRING, AT (IfaProfile, version_latest_path),
    .convert = ifa_profile_convert_json_path },
};
static const IfaProfileShape client_version_shape = SHAPE (client_version_keys);

static const IfaProfileKey maintenance_keys[] = {
  { "days_of_month", IFA_KEY_UINTS, AT (IfaMaintenanceWindow, days_of_month), .minimum = 1,
    .maximum = 31 },
  { "weekdays", IFA_KEY_UINTS, AT (IfaMaintenanceWindow, weekdays), .minimum = 1, .maximum = 7 },
  { "dates", IFA_KEY_STRINGS, AT (IfaMaintenanceWindow, dates),
    .convert = ifa_profile_convert_date },
  { "from", IFA_KEY_TIME_OF_DAY, AT (IfaMaintenanceWindow, from_minute), .maximum = 1439 },
  { "to", IFA_KEY_TIME_OF_DAY, AT (IfaMaintenanceWindow, to_minute), .maximum = 1440 },
  { "timezone", IFA_KEY_STRING, AT (IfaMaintenanceWindow, timezone),
    .convert = ifa_profile_convert_timezone },
  { "announced_at", IFA_KEY_STRING, AT (IfaMaintenanceWindow, announced_at), .maximum = MAX_URL,
    .convert = ifa_profile_convert_web_url },
};
static const IfaProfileShape maintenance_shape
    = SHAPE (maintenance_keys, ifa_profile_new_window, ifa_profile_finish_window);

static const IfaProfileKey clock_keys[] = {
  { "ntp", IFA_KEY_STRINGS, AT (IfaProfile, clock_ntp), .max_items = 8,
    .convert = ifa_profile_convert_host },
  { "max_error_s", IFA_KEY_UINT, AT (IfaProfile, clock_max_error_s), .minimum = 1,
    .maximum = MAX_SECONDS_A_DAY },
};
static const IfaProfileShape clock_shape = SHAPE (clock_keys);

static const IfaProfileKey control_keys[] = {
  { "connectivity", IFA_KEY_STRING, AT (IfaProfile, control_connectivity), .maximum = MAX_URL,
    .convert = ifa_profile_convert_http_url },
  { "https", IFA_KEY_STRINGS, AT (IfaProfile, control_https), .maximum = MAX_URL, .max_items = 8,
    .convert = ifa_profile_convert_https_url },
};
static const IfaProfileShape control_shape = SHAPE (control_keys);

static const IfaProfileKey installed_version_keys[] = {
  { "file", IFA_KEY_STRING, AT (IfaProfile, client_version_file), IFA_KEY_REQUIRED,
    .convert = ifa_profile_convert_home_path },
  { "pattern", IFA_KEY_STRING, AT (IfaProfile, client_version_pattern), IFA_KEY_REQUIRED,
    .convert = ifa_profile_convert_pattern },
};
static const IfaProfileShape installed_version_shape = SHAPE (installed_version_keys);

static const IfaProfileKey outbox_keys[] = {
  { "path", IFA_KEY_STRING, AT (IfaClientFolder, path), IFA_KEY_REQUIRED,
    .convert = ifa_profile_convert_home_path },
  { "match", IFA_KEY_STRING, AT (IfaClientFolder, match),
    .convert = ifa_profile_convert_file_name },
  { "format", IFA_KEY_STRING, AT (IfaClientFolder, format), .words = outbox_formats },
  { "query", IFA_KEY_STRING, AT (IfaClientFolder, query), IFA_KEY_MULTILINE, .maximum = MAX_QUERY,
    .convert = ifa_profile_convert_query },
  { "columns", IFA_KEY_MAP, AT (IfaClientFolder, columns), .words = columns },
};
static const IfaProfileShape outbox_shape
    = SHAPE (outbox_keys, ifa_profile_new_folder, ifa_profile_finish_outbox);

static const IfaProfileKey cache_keys[] = {
  { "path", IFA_KEY_STRING, AT (IfaClientFolder, path), IFA_KEY_REQUIRED,
    .convert = ifa_profile_convert_home_path },
};
static const IfaProfileShape cache_shape = SHAPE (cache_keys, ifa_profile_new_folder);

static const IfaProfileKey log_keys[] = {
  { "path", IFA_KEY_STRING, AT (IfaClientFolder, path), IFA_KEY_REQUIRED,
    .convert = ifa_profile_convert_home_path },
  { "match", IFA_KEY_STRING, AT (IfaClientFolder, match),
    .convert = ifa_profile_convert_file_name },
  { "encoding", IFA_KEY_STRING, AT (IfaClientFolder, encoding),
    .convert = ifa_profile_convert_encoding },
};
static const IfaProfileShape log_shape = SHAPE (log_keys, ifa_profile_new_folder);

static const IfaProfileKey client_keys[] = {
  { "name", IFA_KEY_TEXT, AT (IfaProfile, client_name) },
  { "process", IFA_KEY_STRINGS, AT (IfaProfile, client_processes), .max_items = 20,
    .convert = ifa_profile_convert_file_name },
  { "installed_version", IFA_KEY_OBJECT, 0, .shape = &installed_version_shape },
  { "outbox", IFA_KEY_LIST, AT (IfaProfile, client_outbox), .shape = &outbox_shape },
  { "cache", IFA_KEY_LIST, AT (IfaProfile, client_cache), .shape = &cache_shape },
  { "logs", IFA_KEY_LIST, AT (IfaProfile, client_logs), .shape = &log_shape },
};
static const IfaProfileShape client_shape = SHAPE (client_keys);

static const IfaProfileKey error_keys[] = {
  { "code", IFA_KEY_CODE, AT (IfaErrorCode, code), IFA_KEY_REQUIRED, .maximum = MAX_CODE },
  { "title", IFA_KEY_TEXT, AT (IfaErrorCode, title), IFA_KEY_REQUIRED },
  { "explanation", IFA_KEY_TEXT, AT (IfaErrorCode, explanation), IFA_KEY_MULTILINE,
    .maximum = MAX_LONG_TEXT },
  { "steps", IFA_KEY_TEXTS, AT (IfaErrorCode, steps), .max_items = 20 },
  { "cause", IFA_KEY_STRING, AT (IfaErrorCode, cause), .maximum = MAX_CODE,
    .convert = ifa_profile_convert_cause },
};
static const IfaProfileShape error_shape = SHAPE (error_keys, ifa_profile_new_error);

static const IfaProfileKey deadline_keys[] = {
  { "fault", IFA_KEY_STRING, AT (IfaDeadline, fault), IFA_KEY_REQUIRED, .words = faults },
  { "rule", IFA_KEY_TEXT, AT (IfaDeadline, rule), IFA_KEY_REQUIRED | IFA_KEY_MULTILINE,
    .maximum = MAX_LONG_TEXT },
  { "working_days", IFA_KEY_INT, AT (IfaDeadline, working_days), .minimum = 0, .maximum = 366 },
  { "hours", IFA_KEY_INT, AT (IfaDeadline, hours), .minimum = 0, .maximum = 8784 },
  { "counts_from", IFA_KEY_STRING, AT (IfaDeadline, counts_from), .words = countings },
  { "disputed", IFA_KEY_BOOLEAN, AT (IfaDeadline, is_disputed) },
};
static const IfaProfileShape deadline_shape
    = SHAPE (deadline_keys, ifa_profile_new_deadline, ifa_profile_finish_deadline);

static const IfaProfileKey contingency_keys[] = {
  { "title", IFA_KEY_TEXT, AT (IfaProfile, contingency_title), IFA_KEY_REQUIRED },
  { "steps", IFA_KEY_TEXTS, AT (IfaProfile, contingency_steps), .max_items = 20,
    .maximum = MAX_LONG_TEXT },
  { "url", IFA_KEY_STRING, AT (IfaProfile, contingency_url), .maximum = MAX_URL,
    .convert = ifa_profile_convert_web_url },
  { "source", IFA_KEY_STRING, AT (IfaProfile, contingency_source) },
  { "checked", IFA_KEY_STRING, AT (IfaProfile, contingency_checked),
    .convert = ifa_profile_convert_date },
  { "deadlines", IFA_KEY_LIST, AT (IfaProfile, deadlines), .max_items = 20,
    .shape = &deadline_shape },
};
static const IfaProfileShape contingency_shape = SHAPE (contingency_keys);

static const IfaProfileKey advice_keys[] = {
  { "match", IFA_KEY_STRING, AT (IfaAdvice, match), IFA_KEY_REQUIRED },
  { "warn", IFA_KEY_TEXT, AT (IfaAdvice, warn), IFA_KEY_REQUIRED | IFA_KEY_MULTILINE,
    .maximum = MAX_LONG_TEXT },
};
static const IfaProfileShape advice_shape = SHAPE (advice_keys, ifa_profile_new_advice);

static const IfaProfileKey parameter_value_keys[] = {
  { "id", IFA_KEY_STRING, AT (IfaParameterValue, id), IFA_KEY_REQUIRED,
    .convert = ifa_profile_convert_id },
  { "name", IFA_KEY_TEXT, AT (IfaParameterValue, name) },
  { "set", IFA_KEY_MAP, AT (IfaParameterValue, variables), .maximum = MAX_URL, .max_items = 20 },
};
static const IfaProfileShape parameter_value_shape = SHAPE (parameter_value_keys,
                                                            ifa_profile_new_parameter_value,
                                                            ifa_profile_finish_parameter_value);

static const IfaProfileKey parameter_keys[] = {
  { "id", IFA_KEY_STRING, AT (IfaParameter, id), IFA_KEY_REQUIRED,
    .convert = ifa_profile_convert_id },
  { "name", IFA_KEY_TEXT, AT (IfaParameter, name) },
  { "default", IFA_KEY_STRING, AT (IfaParameter, value), .convert = ifa_profile_convert_id },
  { "values", IFA_KEY_LIST, AT (IfaParameter, values), IFA_KEY_REQUIRED, .max_items = 200,
    .shape = &parameter_value_shape },
};
static const IfaProfileShape parameter_shape
    = SHAPE (parameter_keys, ifa_profile_new_parameter, ifa_profile_finish_parameter);

static const IfaProfileKey source_keys[] = {
  { "title", IFA_KEY_TEXT, AT (IfaSource, title), IFA_KEY_REQUIRED },
  { "url", IFA_KEY_STRING, AT (IfaSource, url), .maximum = MAX_URL,
    .convert = ifa_profile_convert_web_url },
  { "checked", IFA_KEY_STRING, AT (IfaSource, checked), .convert = ifa_profile_convert_date },
};
static const IfaProfileShape source_shape = SHAPE (source_keys, ifa_profile_new_source);

static const IfaProfileKey signature_keys[] = {
  { "key", IFA_KEY_STRING, AT (IfaProfile, signature_key), IFA_KEY_REQUIRED, .maximum = 44 },
  { "value", IFA_KEY_STRING, AT (IfaProfile, signature_value), IFA_KEY_REQUIRED, .maximum = 88 },
};
static const IfaProfileShape signature_shape = SHAPE (signature_keys);

static const IfaProfileKey profile_keys[] = {
  { "format", IFA_KEY_WORD, 0, IFA_KEY_REQUIRED | IFA_KEY_FIRST, .words = formats },
  { "parameters", IFA_KEY_LIST, AT (IfaProfile, parameters), IFA_KEY_FIRST, .max_items = 5,
    .shape = &parameter_shape },
  { "id", IFA_KEY_STRING, AT (IfaProfile, id), IFA_KEY_REQUIRED,
    .convert = ifa_profile_convert_id },
  /* The number of this profile; or, where "client_version" isn't used, what that holds. */
  { "version", IFA_KEY_INT64, AT (IfaProfile, version), .minimum = 1, .maximum = G_MAXINT,
    .shape = &client_version_shape },
  { "name", IFA_KEY_TEXT, AT (IfaProfile, name), IFA_KEY_REQUIRED },
  { "vendor", IFA_KEY_OBJECT, 0, .shape = &vendor_shape },
  { "endpoints", IFA_KEY_LIST, AT (IfaProfile, endpoints), IFA_KEY_REQUIRED, .max_items = 500,
    .shape = &endpoint_shape },
  { "status_page", IFA_KEY_OBJECT, 0, .shape = &status_page_shape },
  { "client_version", IFA_KEY_OBJECT, 0, .shape = &client_version_shape },
  { "maintenance", IFA_KEY_LIST, AT (IfaProfile, maintenance), .shape = &maintenance_shape },
  { "clock", IFA_KEY_OBJECT, 0, .shape = &clock_shape },
  { "control", IFA_KEY_OBJECT, 0, .shape = &control_shape },
  { "client", IFA_KEY_OBJECT, 0, .shape = &client_shape },
  { "errors", IFA_KEY_LIST, AT (IfaProfile, errors), .max_items = 2000, .shape = &error_shape },
  { "contingency", IFA_KEY_OBJECT, 0, .shape = &contingency_shape },
  { "advice", IFA_KEY_LIST, AT (IfaProfile, advice), .shape = &advice_shape },
  { "sources", IFA_KEY_LIST, AT (IfaProfile, sources), .shape = &source_shape },
  { "signature", IFA_KEY_OBJECT, 0, .shape = &signature_shape },
  { "unverified", IFA_KEY_TEXTS, AT (IfaProfile, unverified), .maximum = MAX_LONG_TEXT },
};
const IfaProfileShape ifa_profile_shape = SHAPE (profile_keys, NULL, ifa_profile_finish);
