/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright The Invoice First Aid authors */

/* Reads JSON objects by tables: one row a key. What a row says is checked in one place, so that
 * each mistake is told in the same way: file, line, key, what to do. */

#pragma once

#include <json-glib/json-glib.h>

#include "profile.h"

G_BEGIN_DECLS

typedef struct
{
  const char *name;       /* of the file, for messages */
  GHashTable *lines;      /* key path → line */
  GString *path;          /* where the parser is */
  GHashTable *parameters; /* name → the person's choice; for what is chosen below */
  GHashTable *variables;  /* what "{name}" stands for in an address */
} IfaProfileParser;

/* What a key holds, and the type of the C member. */
typedef enum
{
  IFA_KEY_STRING,       /* char * */
  IFA_KEY_WORD,         /* not kept: must be one of the row's words */
  IFA_KEY_LOCAL_STRING, /* char *; like TEXT, in the language at hand */
  IFA_KEY_CODE,         /* char *; a JSON text or whole number */
  IFA_KEY_TEXT,         /* IfaText *; a text, or an object of languages */
  IFA_KEY_UINT,         /* guint */
  IFA_KEY_INT,          /* int */
  IFA_KEY_INT64,        /* gint64 */
  IFA_KEY_BOOLEAN,      /* gboolean */
  IFA_KEY_CHOICE,       /* guint: place in the row's words */
  IFA_KEY_TIME_OF_DAY,  /* guint: minutes */
  IFA_KEY_STRINGS,      /* char ** */
  IFA_KEY_CODES,        /* char ** */
  IFA_KEY_TEXTS,        /* GPtrArray of IfaText */
  IFA_KEY_UINTS,        /* GArray of guint */
  IFA_KEY_MAP,          /* GHashTable of texts */
  IFA_KEY_OBJECT,       /* an object whose keys are members of the same struct */
  IFA_KEY_LIST,         /* GPtrArray of structs */
} IfaProfileKeyType;

typedef enum
{
  IFA_KEY_OPTIONAL = 0,
  IFA_KEY_REQUIRED = 1 << 0,
  IFA_KEY_FIRST = 1 << 1,     /* read before the keys without this flag */
  IFA_KEY_MULTILINE = 1 << 2, /* line breaks are allowed in the text */
} IfaProfileKeyFlags;

/**
 * IfaProfileConvert:
 * @parser: for what "{name}" stands for
 * @value: a bounded text without control characters
 * @why: (out): on failure the second half of a sentence: what is wrong, what to do
 *
 * Returns: (transfer full) (nullable): the value as it is kept
 */
typedef char *(*IfaProfileConvert) (IfaProfileParser *parser, const char *value, char **why);

typedef struct _IfaProfileShape IfaProfileShape;

/* One key. */
typedef struct
{
  const char *name;
  IfaProfileKeyType type;
  gsize offset;
  IfaProfileKeyFlags flags;
  gint64 minimum;  /* of a number, or of a list's length */
  gint64 maximum;  /* of a number, a text's or an element's characters */
  guint max_items; /* of a list */
  IfaProfileConvert convert;
  const char *const *words; /* (nullable): the only ones allowed */
  const IfaProfileShape *shape;
} IfaProfileKey;

/* One kind of object. */
struct _IfaProfileShape
{
  const IfaProfileKey *keys;
  guint n_keys;
  gpointer (*create) (void); /* of an element of a list */
  /* Checks what no row can: keys that need each other. Says which key is at fault. */
  gboolean (*finish) (IfaProfileParser *parser, JsonObject *object, gpointer data, GError **error);
};

gboolean ifa_profile_parser_read_object (IfaProfileParser *parser,
                                         const IfaProfileShape *shape,
                                         JsonObject *object,
                                         gpointer data,
                                         GError **error);
gboolean ifa_profile_parser_fail (IfaProfileParser *parser,
                                  const char *member,
                                  const char *predicate,
                                  GError **error);

gsize ifa_profile_parser_enter_member (IfaProfileParser *parser, const char *name);
gsize ifa_profile_parser_enter_element (IfaProfileParser *parser, guint position);
void ifa_profile_parser_leave (IfaProfileParser *parser, gsize length);

G_END_DECLS
