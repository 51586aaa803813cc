/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright The Invoice First Aid authors */

#include "json-outline.h"

#include <string.h>

#include "json-syntax.h"

#define MAX_BYTES (1024 * 1024)

/* What the syntax check lets through. */
#define MAX_DEPTH 64

typedef struct
{
  guint start; /* of the value: "{", "[", the opening quote, or the first letter */
  guint end;
  guint key;        /* where the name begins, behind its quote */
  guint key_length; /* as it is written; 0 in an array */
  guint behind;     /* the first value that is not within this one */
} Value;

struct _IfaJsonOutline
{
  const char *text;
  GArray *values; /* (element-type Value) */
};

static const Value *
value_at (const IfaJsonOutline *self, IfaJsonValue value)
{
  return value < self->values->len ? &g_array_index (self->values, Value, value) : NULL;
}

static char
first_letter (const IfaJsonOutline *self, IfaJsonValue value)
{
  const Value *found = value_at (self, value);

  return found != NULL ? self->text[found->start] : '\0';
}

/* Behind the closing quote of the string whose opening one is at @at. */
static gsize
skip_string (const char *text, gsize at)
{
  for (at++; text[at] != '"'; at++)
    if (text[at] == '\\')
      at++;
  return at + 1;
}

static gsize
skip_word (const char *text, gsize at, gsize length)
{
  while (at < length && strchr (",:]} \t\r\n", text[at]) == NULL)
    at++;
  return at;
}

/* The text is known to be proper JSON, so only what tells values apart is looked at. */
static void
list_values (IfaJsonOutline *self, gsize length)
{
  const char *text = self->text;
  guint open[MAX_DEPTH + 1];
  guint depth = 0;
  gsize key = 0, key_length = 0;
  gsize at = 0;

  while (at < length)
    {
      char c = text[at];
      gsize start = at;

      if (c == '}' || c == ']')
        {
          Value *parent = &g_array_index (self->values, Value, open[--depth]);
          parent->end = (guint) at + 1;
          parent->behind = self->values->len;
        }
      if (strchr (",:]} \t\r\n", c) != NULL)
        {
          at++;
          continue;
        }

      at = c == '"'               ? skip_string (text, at)
           : c == '{' || c == '[' ? at + 1
                                  : skip_word (text, at, length);
      if (c == '"' && key_length == 0 && depth > 0
          && text[g_array_index (self->values, Value, open[depth - 1]).start] == '{')
        {
          /* An empty name can't be asked for, but what follows it is a value. */
          key = start + 1;
          key_length = MAX (at - start - 2, 1);
          continue;
        }

      g_array_append_val (self->values, ((Value){ .start = (guint) start,
                                                  .end = (guint) at,
                                                  .key = (guint) key,
                                                  .key_length = (guint) key_length,
                                                  .behind = self->values->len + 1 }));
      key_length = 0;
      if (c == '{' || c == '[')
        open[depth++] = self->values->len - 1;
    }
}

/**
 * ifa_json_outline_new:
 * @text: foreign bytes; they must outlive the outline
 * @length: how many
 *
 * Returns: (transfer full) (nullable): the values of @text; `NULL` where it is no JSON, too deep,
 *   or larger than 1 MiB
 */
IfaJsonOutline *
ifa_json_outline_new (const char *text, gsize length)
{
  IfaJsonOutline *self;

  if (length > MAX_BYTES || !ifa_json_is_valid (text, length))
    return NULL;

  self = g_new0 (IfaJsonOutline, 1);
  self->text = text;
  self->values = g_array_new (FALSE, FALSE, sizeof (Value));
  list_values (self, length);
  return self;
}

void
ifa_json_outline_free (IfaJsonOutline *self)
{
  g_array_unref (self->values);
  g_free (self);
}

gboolean
ifa_json_outline_is_object (const IfaJsonOutline *self, IfaJsonValue value)
{
  return first_letter (self, value) == '{';
}

gboolean
ifa_json_outline_is_array (const IfaJsonOutline *self, IfaJsonValue value)
{
  return first_letter (self, value) == '[';
}

/**
 * ifa_json_outline_first:
 * @self: an outline
 * @parent: an object or an array, or `IFA_JSON_NOTHING`
 *
 * Returns: the first value in it, or `IFA_JSON_NOTHING`
 */
IfaJsonValue
ifa_json_outline_first (const IfaJsonOutline *self, IfaJsonValue parent)
{
  const Value *found = value_at (self, parent);

  return found != NULL && found->behind > parent + 1 ? parent + 1 : IFA_JSON_NOTHING;
}

IfaJsonValue
ifa_json_outline_next (const IfaJsonOutline *self, IfaJsonValue parent, IfaJsonValue child)
{
  guint behind = value_at (self, child)->behind;

  return behind < value_at (self, parent)->behind ? behind : IFA_JSON_NOTHING;
}

/**
 * ifa_json_outline_member:
 * @self: an outline
 * @object: an object, or anything else, which has no members
 * @name: its name, of letters that need no escape
 *
 * Returns: the member, or `IFA_JSON_NOTHING`
 */
IfaJsonValue
ifa_json_outline_member (const IfaJsonOutline *self, IfaJsonValue object, const char *name)
{
  gsize length = strlen (name);

  if (!ifa_json_outline_is_object (self, object))
    return IFA_JSON_NOTHING;
  for (IfaJsonValue child = ifa_json_outline_first (self, object); child != IFA_JSON_NOTHING;
       child = ifa_json_outline_next (self, object, child))
    {
      const Value *value = value_at (self, child);

      if (value->key_length == length && memcmp (self->text + value->key, name, length) == 0)
        return child;
    }
  return IFA_JSON_NOTHING;
}

/* The four digits of an escape; two such are one character beyond the first 65536. */
static const char *
append_unicode (GString *string, const char *at)
{
  char digits[5] = { 0 };
  gunichar c;

  memcpy (digits, at, 4);
  c = (gunichar) g_ascii_strtoull (digits, NULL, 16);
  at += 4;
  if (c >= 0xd800 && c < 0xdc00 && at[0] == '\\' && at[1] == 'u')
    {
      gunichar low;

      memcpy (digits, at + 2, 4);
      low = (gunichar) g_ascii_strtoull (digits, NULL, 16);
      if (low >= 0xdc00 && low < 0xe000)
        {
          c = 0x10000 + ((c - 0xd800) << 10) + (low - 0xdc00);
          at += 6;
        }
    }
  g_string_append_unichar (string, c != 0 && g_unichar_validate (c) ? c : 0xfffd);
  return at;
}

/**
 * ifa_json_outline_dup_string:
 * @self: an outline
 * @value: a value, or `IFA_JSON_NOTHING`
 *
 * Returns: (transfer full) (nullable): the string, unescaped; `NULL` where @value is none
 */
char *
ifa_json_outline_dup_string (const IfaJsonOutline *self, IfaJsonValue value)
{
  static const char escapes[] = "b\bf\fn\nr\rt\t";
  const Value *found = value_at (self, value);
  GString *string;
  const char *at, *end;

  if (first_letter (self, value) != '"')
    return NULL;

  at = self->text + found->start + 1;
  end = self->text + found->end - 1;
  string = g_string_sized_new ((gsize) (end - at));
  while (at < end)
    if (*at != '\\')
      g_string_append_c (string, *at++);
    else if (at[1] == 'u')
      at = append_unicode (string, at + 2);
    else
      {
        const char *escape = strchr (escapes, at[1]);
        g_string_append_c (string, escape != NULL ? escape[1] : at[1]);
        at += 2;
      }
  return g_string_free (string, FALSE);
}

/**
 * ifa_json_outline_get_integer:
 * @self: an outline
 * @value: a value, or `IFA_JSON_NOTHING`
 * @number: (out): the number
 *
 * Returns: whether @value is a number without a fraction
 */
gboolean
ifa_json_outline_get_integer (const IfaJsonOutline *self, IfaJsonValue value, gint64 *number)
{
  const Value *found = value_at (self, value);
  char digits[24] = { 0 };
  gsize length;

  if (found == NULL)
    return FALSE;
  length = found->end - found->start;
  if (length >= sizeof digits)
    return FALSE;
  memcpy (digits, self->text + found->start, length);
  return g_ascii_string_to_signed (digits, 10, G_MININT64, G_MAXINT64, number, NULL);
}
