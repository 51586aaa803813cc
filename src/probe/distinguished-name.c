/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright The Invoice First Aid authors */

#include "distinguished-name.h"

#include <string.h>

#define TAG_UTF8_STRING 0x0c
#define TAG_PRINTABLE_STRING 0x13
#define TAG_IA5_STRING 0x16
#define TAG_UNIVERSAL_STRING 0x1c
#define TAG_BMP_STRING 0x1e

/* In UTF-8, or NULL for what is no text that can be compared as one. */
static char *
dup_text (const IfaDer *value)
{
  const char *encoding = NULL;
  gsize length = (gsize) (value->end - value->at);

  switch (value->tag)
    {
    case TAG_UTF8_STRING:
    case TAG_PRINTABLE_STRING:
    case TAG_IA5_STRING:
      if (!g_utf8_validate_len ((const char *) value->at, length, NULL))
        return NULL;
      return g_strndup ((const char *) value->at, length);
    case TAG_BMP_STRING:
      encoding = "UTF-16BE";
      break;
    case TAG_UNIVERSAL_STRING:
      encoding = "UTF-32BE";
      break;
    default:
      return NULL;
    }
  return g_convert ((const char *) value->at, (gssize) length, "UTF-8", encoding, NULL, NULL, NULL);
}

/* Lower case where it is ASCII, one space between words, none around them. */
static char *
fold_text (const char *text)
{
  g_autofree char *lower = g_ascii_strdown (text, -1);
  GString *folded = g_string_new (NULL);

  for (const char *at = lower; *at != '\0'; at++)
    if (*at != ' ')
      g_string_append_c (folded, *at);
    else if (folded->len > 0 && at[1] != ' ' && at[1] != '\0')
      g_string_append_c (folded, ' ');
  return g_string_free (folded, FALSE);
}

static void
append_sized (GByteArray *out, guint8 tag, gconstpointer bytes, gsize length)
{
  guint32 size = (guint32) length;

  g_byte_array_append (out, &tag, 1);
  g_byte_array_append (out, (const guint8 *) &size, sizeof size);
  g_byte_array_append (out, bytes, size);
}

/* One "CN=…": its type as it is, its value folded. */
static gboolean
append_attribute (GByteArray *out, IfaDer *attribute)
{
  IfaDer type, value;
  g_autofree char *text = NULL;
  g_autofree char *folded = NULL;

  if (!ifa_der_next (attribute, IFA_DER_OID, &type) || !ifa_der_next_any (attribute, &value)
      || attribute->at != attribute->end)
    return FALSE;

  append_sized (out, IFA_DER_OID, type.at, (gsize) (type.end - type.at));
  text = dup_text (&value);
  if (text == NULL)
    {
      append_sized (out, value.tag, value.at, (gsize) (value.end - value.at));
      return TRUE;
    }
  folded = fold_text (text);
  append_sized (out, TAG_UTF8_STRING, folded, strlen (folded));
  return TRUE;
}

static gboolean
append_relative_name (GByteArray *out, IfaDer *relative_name)
{
  IfaDer attribute;

  while (ifa_der_next (relative_name, IFA_DER_SEQUENCE, &attribute))
    if (!append_attribute (out, &attribute))
      return FALSE;
  return relative_name->at == relative_name->end;
}

/**
 * ifa_distinguished_name_normalize:
 * @name: an encoded name
 *
 * Returns: (transfer full): bytes that are equal for equal names; @name itself where it is no
 *   proper name
 */
GBytes *
ifa_distinguished_name_normalize (GBytes *name)
{
  g_autoptr (GByteArray) out = g_byte_array_new ();
  IfaDer sequence, relative_name;

  if (!ifa_der_open_bytes (name, &sequence) || sequence.tag != IFA_DER_SEQUENCE)
    return g_bytes_ref (name);

  while (ifa_der_next (&sequence, IFA_DER_SET, &relative_name))
    {
      g_byte_array_append (out, &relative_name.tag, 1);
      if (!append_relative_name (out, &relative_name))
        return g_bytes_ref (name);
    }
  return sequence.at == sequence.end ? g_byte_array_free_to_bytes (g_steal_pointer (&out))
                                     : g_bytes_ref (name);
}

/**
 * ifa_distinguished_name_is_within:
 * @name: an encoded name
 * @base: an encoded name
 *
 * Returns: whether @name begins with all parts of @base
 */
gboolean
ifa_distinguished_name_is_within (const IfaDer *name, const IfaDer *base)
{
  IfaDer rest = *name;
  IfaDer wanted = *base;
  IfaDer part, wanted_part;

  while (ifa_der_next (&wanted, IFA_DER_SET, &wanted_part))
    {
      g_autoptr (GByteArray) a = g_byte_array_new ();
      g_autoptr (GByteArray) b = g_byte_array_new ();

      if (!ifa_der_next (&rest, IFA_DER_SET, &part) || !append_relative_name (a, &part)
          || !append_relative_name (b, &wanted_part) || a->len != b->len
          || memcmp (a->data, b->data, a->len) != 0)
        return FALSE;
    }
  return wanted.at == wanted.end;
}
