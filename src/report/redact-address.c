/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright The Invoice First Aid authors */

/* Numeric addresses: which may stay, and what class a hidden one keeps. */

#include "redact-private.h"

#include <arpa/inet.h>
#include <string.h>

typedef struct
{
  int family;
  guint8 bytes[16];
} Address;

typedef struct
{
  Address address;
  guint bits;
} Range;

struct _IfaAddressBook
{
  GHashTable *allowed; /* canonical text, as a set */
  GHashTable *own;
  GArray *allowed_ranges; /* (element-type Range) */
  GArray *own_ranges;
};

IfaAddressBook *
ifa_address_book_new (void)
{
  IfaAddressBook *book = g_new0 (IfaAddressBook, 1);

  book->allowed = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  book->own = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  book->allowed_ranges = g_array_new (FALSE, FALSE, sizeof (Range));
  book->own_ranges = g_array_new (FALSE, FALSE, sizeof (Range));
  return book;
}

void
ifa_address_book_free (IfaAddressBook *book)
{
  g_hash_table_unref (book->allowed);
  g_hash_table_unref (book->own);
  g_array_unref (book->allowed_ranges);
  g_array_unref (book->own_ranges);
  g_free (book);
}

static gboolean
parse (const char *text, Address *address)
{
  static const guint8 mapped[12] = { 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xff, 0xff };

  memset (address, 0, sizeof *address);
  if (inet_pton (AF_INET, text, address->bytes) == 1)
    {
      address->family = AF_INET;
      return TRUE;
    }
  if (inet_pton (AF_INET6, text, address->bytes) != 1)
    return FALSE;

  address->family = AF_INET6;
  if (memcmp (address->bytes, mapped, sizeof mapped) == 0)
    {
      memmove (address->bytes, address->bytes + 12, 4);
      address->family = AF_INET;
    }
  return TRUE;
}

static char *
canonical (const Address *address)
{
  char text[INET6_ADDRSTRLEN];

  inet_ntop (address->family, address->bytes, text, sizeof text);
  return g_strdup (text);
}

static gboolean
is_in_range (const Address *address, const Range *range)
{
  guint whole = range->bits / 8;
  guint rest = range->bits % 8;
  guint mask = 0xff00u >> rest & 0xffu;

  if (address->family != range->address.family
      || memcmp (address->bytes, range->address.bytes, whole) != 0)
    return FALSE;
  return rest == 0 || ((address->bytes[whole] ^ range->address.bytes[whole]) & mask) == 0;
}

static gboolean
is_in_some_range (const Address *address, const GArray *ranges)
{
  for (guint i = 0; i < ranges->len; i++)
    if (is_in_range (address, &g_array_index (ranges, Range, i)))
      return TRUE;
  return FALSE;
}

/* RFC 1918, RFC 4193; RFC 6598; RFC 3927, RFC 4291: what tells nothing outside its own network. */
static const char *
inner_class (const Address *address)
{
  const guint8 *b = address->bytes;

  if (address->family == AF_INET)
    {
      if (b[0] == 10 || (b[0] == 172 && b[1] >= 16 && b[1] < 32) || (b[0] == 192 && b[1] == 168))
        return "private-address";
      if (b[0] == 100 && b[1] >= 64 && b[1] < 128)
        return "shared-address";
      return b[0] == 169 && b[1] == 254 ? "link-local-address" : NULL;
    }
  if ((b[0] & 0xfe) == 0xfc)
    return "ipv6:private-address";
  return b[0] == 0xfe && (b[1] & 0xc0) == 0x80 ? "ipv6:link-local-address" : NULL;
}

/* Loopback, "any", multicast: the same everywhere. */
static gboolean
is_universal (const Address *address)
{
  static const guint8 zero[16] = { 0 };
  const guint8 *b = address->bytes;

  if (address->family == AF_INET)
    return b[0] == 0 || b[0] == 127 || b[0] >= 224;
  return b[0] == 0xff || (memcmp (b, zero, 15) == 0 && b[15] <= 1);
}

/**
 * ifa_address_book_allow:
 * @book: the book
 * @address: an address of the service or of a control host; inner ones stay hidden all the same
 */
void
ifa_address_book_allow (IfaAddressBook *book, const char *address)
{
  Address parsed;

  if (address != NULL && parse (address, &parsed) && inner_class (&parsed) == NULL)
    g_hash_table_add (book->allowed, canonical (&parsed));
}

/**
 * ifa_address_book_allow_range:
 * @book: the book
 * @range: as the profile declares it: 192.0.2.0/24; shown in any case, so what lies in it is, too
 */
void
ifa_address_book_allow_range (IfaAddressBook *book, const char *range)
{
  g_auto (GStrv) parts = g_strsplit (range, "/", 2);
  Range parsed = { 0 };
  guint64 bits;

  if (parts[0] == NULL || !parse (parts[0], &parsed.address))
    return;
  bits = parsed.address.family == AF_INET ? 32 : 128;
  if (parts[1] != NULL && !g_ascii_string_to_unsigned (parts[1], 10, 0, bits, &bits, NULL))
    return;

  parsed.bits = bits;
  g_array_append_val (book->allowed_ranges, parsed);
}

/**
 * ifa_address_book_add_own:
 * @book: the book
 * @address: an address of this computer: a public one is hidden, and so are its neighbours
 */
void
ifa_address_book_add_own (IfaAddressBook *book, const char *address)
{
  Range range = { 0 };

  if (address == NULL || !parse (address, &range.address) || is_universal (&range.address))
    return;
  g_hash_table_add (book->own, canonical (&range.address));
  range.bits = range.address.family == AF_INET ? 24 : 64;
  g_array_append_val (book->own_ranges, range);
}

/* NULL: it may stay. */
static const char *
class_to_hide (const IfaAddressBook *book,
               const Address *address,
               const char *text,
               gboolean strict)
{
  const char *inner = inner_class (address);
  const char *public = address->family == AF_INET ? "public-address" : "ipv6:public-address";

  if (is_universal (address))
    return NULL;
  if (inner != NULL)
    return is_in_some_range (address, book->allowed_ranges) ? NULL : inner;
  if (g_hash_table_contains (book->own, text))
    return public;
  if (g_hash_table_contains (book->allowed, text)
      || is_in_some_range (address, book->allowed_ranges))
    return NULL;
  return strict || is_in_some_range (address, book->own_ranges) ? public : NULL;
}

const char *
ifa_redactor_hide_address (IfaRedactor *self, IfaSpan text, gboolean strict, gboolean *is_address)
{
  char buffer[INET6_ADDRSTRLEN];
  gsize length = IFA_SPAN_LENGTH (text);
  Address address;
  g_autofree char *name = NULL;
  const char *stem;

  *is_address = FALSE;
  if (length < 2 || length >= sizeof buffer)
    return NULL;
  memcpy (buffer, text.start, length);
  buffer[length] = '\0';
  if (!parse (buffer, &address))
    return NULL;

  *is_address = TRUE;
  name = canonical (&address);
  stem = class_to_hide (ifa_redactor_get_addresses (self), &address, name, strict);
  if (stem == NULL || ifa_redactor_shows (self, IFA_DETAIL_ADDRESS))
    return NULL;
  return ifa_redactor_get_placeholder (self, IFA_DETAIL_ADDRESS, stem, name, strlen (name));
}
