/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright The Invoice First Aid authors */

/* The vendor's description of one invoice service, as parsed: bounded, confined, validated. */

#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* A text in several languages: BCP 47 or POSIX tag → text. */
typedef struct _IfaText IfaText;

const char *ifa_text_get (const IfaText *self);
const char *ifa_text_get_for (const IfaText *self, const char *language);

typedef enum
{
  IFA_CLIENT_CERTIFICATE_POLICY_NO,
  IFA_CLIENT_CERTIFICATE_POLICY_ASKED,
  IFA_CLIENT_CERTIFICATE_POLICY_REQUIRED,
} IfaClientCertificateNeed;

typedef struct
{
  char *id;
  IfaText *name; /* never NULL: the id where the profile gives no name */
  char *url;
  char *scheme; /* https, http, wss, ws, tcp */
  char *host;   /* ASCII, lower case, without brackets */
  guint16 port; /* explicit, or the scheme's own */
  gboolean required;
  GArray *expect_status;    /* (element-type guint); empty: any 2xx */
  char *expect_format;      /* auto, json, xml, html, text, none */
  guint max_ms;             /* 5000 unless the profile says otherwise */
  char *error_code_path;    /* (nullable) JSONPath */
  char **error_code_ok;     /* codes that mean success, as text */
  char *error_message_path; /* (nullable) JSONPath */
  char **expect_addresses;  /* (nullable) ranges */
  guint min_days;           /* 30 */
  IfaClientCertificateNeed client_certificate;
  char *root_sha256; /* (nullable) lower-case hexadecimal */
} IfaEndpoint;

typedef struct
{
  GArray *days_of_month; /* (element-type guint), may be empty */
  GArray *weekdays;      /* (element-type guint) 1 = Monday … 7 */
  char **dates;          /* (nullable) ISO dates */
  guint from_minute;     /* of the day, 0 … 1439 */
  guint to_minute;       /* 0 … 1440; not above from_minute: over midnight */
  char *timezone;        /* (nullable) IANA name; NULL: no hours, only `announced_at` */
  char *announced_at;    /* (nullable) URL */
} IfaMaintenanceWindow;

typedef struct
{
  char *path;          /* as written: "~/…" */
  char *match;         /* (nullable) glob */
  char *format;        /* auto, sqlite, … */
  char *query;         /* (nullable) for sqlite */
  GHashTable *columns; /* (nullable) role → column */
  char *encoding;      /* (nullable) of logs */
} IfaClientFolder;

typedef struct
{
  char *code;
  IfaText *title;
  IfaText *explanation; /* (nullable) */
  GPtrArray *steps;     /* (element-type IfaText) */
  char *cause;          /* (nullable) a cause id */
} IfaErrorCode;

typedef struct
{
  char *fault; /* own, announced, failure, total */
  IfaText *rule;
  int working_days;     /* -1: not given */
  int hours;            /* -1: not given */
  char *counts_from;    /* issue (of the invoice) or end (of the fault) */
  gboolean is_disputed; /* sources disagree: the tax office must be asked */
} IfaDeadline;

typedef struct
{
  char *match;
  IfaText *warn;
} IfaAdvice;

/* One thing to choose from, and what it puts into addresses. */
typedef struct
{
  char *id;
  IfaText *name;         /* never NULL: the id where the profile gives no name */
  GHashTable *variables; /* name → text: "{parameter.name}" in an address */
} IfaParameterValue;

/* Something that the person chooses once: her province, her state. */
typedef struct
{
  char *id;
  IfaText *name;     /* never NULL */
  GPtrArray *values; /* (element-type IfaParameterValue), at least one */
  char *value;       /* id of the chosen one; first the profile's own choice */
} IfaParameter;

/* Where a profile's facts come from. */
typedef struct
{
  IfaText *title;
  char *url;     /* (nullable) */
  char *checked; /* (nullable) ISO date */
} IfaSource;

/**
 * IfaProfile:
 *
 * Reference-counted and immutable. Every list is there, empty where the file has none.
 */
typedef struct
{
  char *id;
  gint64 version;
  IfaText *name;

  char *vendor_name; /* (nullable), as are all of the vendor's */
  char *vendor_email;
  char *vendor_phone;
  char *vendor_url;
  IfaText *vendor_hours;

  GPtrArray *endpoints; /* (element-type IfaEndpoint), at least one */

  char *status_url; /* (nullable) */
  char *status_format;
  guint status_min_interval_s; /* 180 */

  char *version_url; /* (nullable) */
  char *version_minimum_path;
  char *version_latest_path;

  GPtrArray *maintenance; /* (element-type IfaMaintenanceWindow) */

  char **clock_ntp;        /* host names */
  guint clock_max_error_s; /* 300 */

  char *control_connectivity; /* (nullable) URL */
  char **control_https;       /* URLs */

  IfaText *client_name; /* (nullable) */
  char **client_processes;
  char *client_version_file;    /* (nullable) */
  char *client_version_pattern; /* (nullable) */
  GPtrArray *client_outbox;     /* (element-type IfaClientFolder) */
  GPtrArray *client_cache;
  GPtrArray *client_logs;

  GPtrArray *errors; /* (element-type IfaErrorCode) */

  IfaText *contingency_title;   /* (nullable) */
  GPtrArray *contingency_steps; /* (element-type IfaText) */
  char *contingency_url;
  char *contingency_source;
  char *contingency_checked; /* ISO date */
  GPtrArray *deadlines;      /* (element-type IfaDeadline) */

  GPtrArray *advice; /* (element-type IfaAdvice) */

  GPtrArray *parameters; /* (element-type IfaParameter) */
  GPtrArray *sources;    /* (element-type IfaSource) */
  GPtrArray *unverified; /* (element-type IfaText): what could not be verified */

  char *file; /* (nullable): where it was read from */

  char *signature_key; /* (nullable): the public key whose owner signed all of it; base64 */

  /*< private >*/
  char *signature_value;
  GBytes *data; /* (nullable): to read it again with other parameters */
  gatomicrefcount ref_count;
} IfaProfile;

IfaProfile *
ifa_profile_new_from_data (const char *data, gsize length, const char *name, GError **error);
IfaProfile *ifa_profile_new_from_file (const char *path, GError **error);
IfaProfile *ifa_profile_new_from_url (const char *url, GError **error);
IfaProfile *
ifa_profile_new_with_parameters (const IfaProfile *self, GHashTable *values, GError **error);
IfaProfile *ifa_profile_ref (IfaProfile *self);
void ifa_profile_unref (IfaProfile *self);

const IfaEndpoint *ifa_profile_find_endpoint (const IfaProfile *self, const char *id);
char **ifa_profile_list_hosts (const IfaProfile *self, gboolean own_hosts_only);
const char *ifa_profile_get_unnamed_hosts (const IfaProfile *self, gboolean own_hosts_only);
const IfaErrorCode *ifa_profile_find_error (const IfaProfile *self, const char *code);
gboolean ifa_profile_is_in_maintenance (const IfaProfile *self,
                                        gint64 now_s,
                                        gint64 *since_s,
                                        gint64 *until_s);
gboolean ifa_profile_find_next_maintenance (const IfaProfile *self,
                                            gint64 now_s,
                                            gint64 within_s,
                                            gint64 *from_s,
                                            gint64 *until_s);
const char *ifa_profile_get_maintenance_notices (const IfaProfile *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (IfaProfile, ifa_profile_unref)

G_END_DECLS
