/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright The Invoice First Aid authors */

#include "dns-answer.h"

#include <ares.h>
#include <arpa/nameser.h>
#include <gio/gio.h>
#include <string.h>

#define HEADER_BYTES 12

/* More don't fit: a message has 64 KiB, a record at least eleven bytes. */
#define MAX_RECORDS 6000

/* As far as glibc and most name servers follow. */
#define MAX_ALIASES 16

typedef struct
{
  const guint8 *bytes;
  gsize length;
  gsize at;
} Reader;

/* A record that is of use: an alias, or an address of the family that was asked for. */
typedef struct
{
  char *owner;
  char *target; /* (nullable): of an alias */
  GInetAddress *address;
} Record;

static void
record_free (Record *record)
{
  g_free (record->owner);
  g_free (record->target);
  g_clear_object (&record->address);
  g_free (record);
}

static guint
read_u16 (const guint8 *bytes)
{
  return (guint) bytes[0] << 8 | bytes[1];
}

/* c-ares follows compression within the message and never in circles. */
static char *
read_name_at (const Reader *reader, gsize at, gsize *n_bytes)
{
  char *expanded = NULL;
  char *name = NULL;
  long used = 0;

  if (at >= reader->length
      || ares_expand_name (reader->bytes + at, reader->bytes, (int) reader->length, &expanded,
                           &used)
             != ARES_SUCCESS)
    return NULL;
  name = g_utf8_make_valid (expanded, -1);
  ares_free_string (expanded);
  *n_bytes = (gsize) used;
  return name;
}

static char *
read_name (Reader *reader)
{
  gsize n_bytes = 0;
  char *name = read_name_at (reader, reader->at, &n_bytes);

  reader->at += n_bytes;
  return name;
}

static gboolean
skip_question (Reader *reader)
{
  g_autofree char *name = read_name (reader);

  reader->at += 4; /* type and class */
  return name != NULL && reader->at <= reader->length;
}

/* Returns FALSE where the message ends too early; @record stays NULL for what is of no use. */
static gboolean
read_record (Reader *reader, gboolean is_ipv6, Record **record)
{
  g_autofree char *owner = read_name (reader);
  g_autofree char *target = NULL;
  const guint8 *fixed = NULL;
  const guint8 *data = NULL;
  gsize data_at = reader->at + 10;
  gsize size = is_ipv6 ? 16 : 4;
  gsize ignored;
  guint type;
  guint length;

  if (owner == NULL || data_at > reader->length)
    return FALSE;
  fixed = reader->bytes + reader->at;
  type = read_u16 (fixed);
  length = read_u16 (fixed + 8);
  if (length > reader->length - data_at)
    return FALSE;
  data = reader->bytes + data_at;
  reader->at = data_at + length;
  if (read_u16 (fixed + 2) != ns_c_in)
    return TRUE;

  if (type == ns_t_cname)
    target = read_name_at (reader, data_at, &ignored);
  else if (type != (is_ipv6 ? ns_t_aaaa : ns_t_a) || length != size)
    return TRUE;
  if (type == ns_t_cname && target == NULL)
    return FALSE;

  *record = g_new0 (Record, 1);
  (*record)->owner = g_steal_pointer (&owner);
  (*record)->target = g_steal_pointer (&target);
  if ((*record)->target == NULL)
    (*record)->address = g_inet_address_new_from_bytes (data, is_ipv6 ? G_SOCKET_FAMILY_IPV6
                                                                      : G_SOCKET_FAMILY_IPV4);
  return TRUE;
}

static GPtrArray *
read_records (Reader *reader, guint n_records, gboolean is_ipv6)
{
  g_autoptr (GPtrArray) records = g_ptr_array_new_with_free_func ((GDestroyNotify) record_free);

  for (guint i = 0; i < MIN (n_records, MAX_RECORDS); i++)
    {
      Record *record = NULL;

      if (!read_record (reader, is_ipv6, &record))
        return NULL;
      if (record != NULL)
        g_ptr_array_add (records, record);
    }
  return g_steal_pointer (&records);
}

static const char *
alias_of (const GPtrArray *records, const char *name)
{
  for (guint i = 0; i < records->len; i++)
    {
      const Record *record = g_ptr_array_index (records, i);
      if (record->target != NULL && g_ascii_strcasecmp (record->owner, name) == 0)
        return record->target;
    }
  return NULL;
}

/* What stands there of other names isn't an answer. */
static void
take_addresses (IfaDnsAnswer *answer, const GPtrArray *records, const char *name)
{
  const char *end = name;
  const char *alias = alias_of (records, end);

  for (guint i = 0; alias != NULL && i < MAX_ALIASES; i++)
    {
      end = alias;
      alias = alias_of (records, end);
    }
  if (end != name)
    answer->canonical_name = g_strdup (end);

  for (guint i = 0; i < records->len && answer->addresses->len < IFA_DNS_MAX_ADDRESSES; i++)
    {
      const Record *record = g_ptr_array_index (records, i);
      if (record->address != NULL && g_ascii_strcasecmp (record->owner, end) == 0)
        g_ptr_array_add (answer->addresses, g_inet_address_to_string (record->address));
    }
}

static char *
dup_rcode (guint code)
{
  static const char *const names[]
      = { "NOERROR",  "FORMERR", "SERVFAIL", "NXDOMAIN", "NOTIMP", "REFUSED",
          "YXDOMAIN", "YXRRSET", "NXRRSET",  "NOTAUTH",  "NOTZONE" };

  return code < G_N_ELEMENTS (names) ? g_strdup (names[code]) : g_strdup_printf ("%u", code);
}

static IfaOutcome
outcome_of (guint code)
{
  switch (code)
    {
    case ns_r_noerror:
      return IFA_OUTCOME_OK;
    case ns_r_nxdomain:
      return IFA_OUTCOME_NAME_NOT_FOUND;
    case ns_r_refused:
      return IFA_OUTCOME_QUERY_REFUSED;
    default:
      return IFA_OUTCOME_SERVER_FAILED;
    }
}

/**
 * ifa_dns_answer_init:
 * @answer: (out caller-allocates): an answer that did not come yet
 */
void
ifa_dns_answer_init (IfaDnsAnswer *answer)
{
  memset (answer, 0, sizeof *answer);
  answer->addresses = g_ptr_array_new_with_free_func (g_free);
}

void
ifa_dns_answer_clear (IfaDnsAnswer *answer)
{
  g_clear_pointer (&answer->rcode, g_free);
  g_clear_pointer (&answer->addresses, g_ptr_array_unref);
  g_clear_pointer (&answer->canonical_name, g_free);
  g_clear_pointer (&answer->detail, g_free);
}

static void
set_malformed (IfaDnsAnswer *answer)
{
  g_clear_pointer (&answer->rcode, g_free);
  answer->outcome = IFA_OUTCOME_MALFORMED;
  answer->detail = g_strdup ("malformed DNS answer");
}

/**
 * ifa_dns_answer_read:
 * @answer: an answer as [func@Ifa.dns_answer_init] left it
 * @bytes: the message
 * @length: its length
 * @name: the name that was asked for, in ASCII
 * @is_ipv6: whether AAAA records were asked for
 *
 * Takes the response code and, where that is NOERROR, the addresses that belong to @name, up to
 * 64. A truncated answer is not read further.
 */
void
ifa_dns_answer_read (IfaDnsAnswer *answer,
                     const guint8 *bytes,
                     gsize length,
                     const char *name,
                     gboolean is_ipv6)
{
  Reader reader = { bytes, length, HEADER_BYTES };
  g_autoptr (GPtrArray) records = NULL;
  guint code;

  if (length < HEADER_BYTES || length > G_MAXUINT16)
    {
      set_malformed (answer);
      return;
    }

  code = bytes[3] & 0x0f;
  answer->truncated = (bytes[2] & 0x02) != 0;
  answer->rcode = dup_rcode (code);
  answer->outcome = outcome_of (code);
  if (answer->outcome != IFA_OUTCOME_OK || answer->truncated)
    return;

  if (read_u16 (bytes + 4) == 1 && skip_question (&reader))
    records = read_records (&reader, read_u16 (bytes + 6), is_ipv6);
  if (records == NULL)
    {
      set_malformed (answer);
      return;
    }
  take_addresses (answer, records, name);
  if (answer->addresses->len == 0)
    answer->outcome = IFA_OUTCOME_NO_ADDRESS;
}
