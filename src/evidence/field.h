/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright The Invoice First Aid authors */

/* Field tables: one row a fact. The row serves five times: JSON out, JSON in, the technical
 * details of window and report, redaction, and the comparison of two runs. */

#pragma once

#include <json-glib/json-glib.h>

#include "vocabulary.h"

G_BEGIN_DECLS

typedef enum
{
  IFA_FIELD_STRING,    /* char *; NULL is unknown */
  IFA_FIELD_STRINGS,   /* char **; NULL is unknown, empty is "none" */
  IFA_FIELD_ADDRESS,   /* char *, numeric IPv4 or IPv6 */
  IFA_FIELD_ADDRESSES, /* char **, numeric */
  IFA_FIELD_INTEGER,   /* gint64; IFA_UNKNOWN_INTEGER is unknown */
  IFA_FIELD_TIME,      /* gint64, seconds since 1970 UTC; member named …_s; ISO 8601 in JSON */
  IFA_FIELD_TRI,       /* IfaTri */
  IFA_FIELD_ENUM,      /* guint with a table of names; value 0 is unknown */
} IfaFieldType;

/* Who may see a fact without being asked. */
typedef enum
{
  IFA_PRIVACY_PUBLIC,    /* says nothing of the user */
  IFA_PRIVACY_INTERNAL,  /* hidden when it is an address or name of the inner network */
  IFA_PRIVACY_PRIVATE,   /* always hidden */
  IFA_PRIVACY_FREE_TEXT, /* foreign words: searched for secrets before they leave */
} IfaPrivacy;

typedef struct
{
  const char *name; /* of the C member; the JSON key, but for a TIME field's final "_s" */
  const char *label;
  gsize offset;
  IfaFieldType type;
  IfaPrivacy privacy;
  const char *const *enum_names; /* NULL-terminated; [0] is "unknown" */
} IfaField;

/* clang-format off */
#define IFA_FIELD(Struct, member, TYPE, PRIVACY, label)                                     \
  { #member, label, G_STRUCT_OFFSET (Struct, member), IFA_FIELD_##TYPE, IFA_PRIVACY_##PRIVACY, NULL }
#define IFA_FIELD_NAMED(Struct, member, names, PRIVACY, label)                              \
  { #member, label, G_STRUCT_OFFSET (Struct, member), IFA_FIELD_ENUM, IFA_PRIVACY_##PRIVACY, names }
/* clang-format on */

/**
 * IfaFactsType:
 *
 * One kind of check: the struct of its facts and the table of their fields. Constant data.
 */
typedef struct
{
  const char *kind;  /* first part of a check's id: "tls" */
  const char *title; /* translatable: "Encrypted connection" */
  IfaLayer layer;
  gsize size;
  const IfaField *fields;
  guint n_fields;
} IfaFactsType;

/**
 * IfaRedact:
 * @field: the row, which says how private the value is
 * @value: one value as text
 * @user_data: closure
 *
 * Returns: (transfer full): what may be shown instead of @value
 */
typedef char *(*IfaRedact) (const IfaField *field, const char *value, gpointer user_data);

gpointer ifa_facts_new (const IfaFactsType *type);
void ifa_facts_free (const IfaFactsType *type, gpointer facts);

JsonObject *ifa_facts_to_json (const IfaFactsType *type,
                               gconstpointer facts,
                               IfaRedact redact,
                               gpointer redact_data);
gboolean
ifa_facts_from_json (const IfaFactsType *type, JsonObject *object, gpointer facts, GError **error);

char *ifa_field_dup_key (const IfaField *field);
char *ifa_field_dup_text (const IfaField *field,
                          gconstpointer facts,
                          IfaRedact redact,
                          gpointer redact_data);
gboolean ifa_field_equal (const IfaField *field, gconstpointer a, gconstpointer b);

G_END_DECLS
