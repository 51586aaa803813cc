/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright The Invoice First Aid authors */

/* OFD: a ZIP archive with a description of the document, and often with the invoice as XML. */

#include "invoice-files.h"

#include "xml-invoices.h"

#include <archive.h>
#include <archive_entry.h>
#include <string.h>

#define MAX_ENTRIES 2000
#define MAX_NAME_LENGTH 1024
#define MAX_ENTRY_BYTES (8 * 1024 * 1024)
/* Of all entries together, after decompression. */
#define MAX_TOTAL_BYTES (64 * 1024 * 1024)

/* Nothing is ever written by these names; one that climbs is a reason to look no further. */
static gboolean
is_safe_name (const char *name)
{
  g_auto (GStrv) parts = NULL;

  if (name == NULL || *name == '/' || strlen (name) > MAX_NAME_LENGTH)
    return FALSE;
  parts = g_strsplit_set (name, "/\\", -1);
  return !g_strv_contains ((const char *const *) parts, "..");
}

static gboolean
is_xml_name (const char *name)
{
  gsize length = strlen (name);

  return length > 4 && g_ascii_strcasecmp (name + length - 4, ".xml") == 0;
}

/* Reads one entry as far as the bounds allow; what it declares as its size is not believed. */
static IfaUnreadable
read_entry (struct archive *archive, GByteArray *content, gsize *n_total)
{
  guint8 buffer[16 * 1024];
  gssize n_read;

  g_byte_array_set_size (content, 0);
  while ((n_read = archive_read_data (archive, buffer, sizeof buffer)) > 0)
    {
      *n_total += n_read;
      if (content->len + n_read > MAX_ENTRY_BYTES || *n_total > MAX_TOTAL_BYTES)
        return IFA_UNREADABLE_TOO_LARGE;
      g_byte_array_append (content, buffer, n_read);
    }
  return n_read < 0 ? IFA_UNREADABLE_DAMAGED : IFA_UNREADABLE_NOT;
}

static IfaUnreadable
read_entries (struct archive *archive, GPtrArray *described, GPtrArray *embedded)
{
  g_autoptr (GByteArray) content = g_byte_array_new ();
  struct archive_entry *entry;
  gsize n_total = 0;
  guint n_entries = 0;
  int code;

  while ((code = archive_read_next_header (archive, &entry)) == ARCHIVE_OK)
    {
      const char *name = archive_entry_pathname_utf8 (entry);
      IfaUnreadable why;

      if (!is_safe_name (name))
        return IFA_UNREADABLE_UNSAFE;
      if (++n_entries > MAX_ENTRIES)
        return IFA_UNREADABLE_TOO_LARGE;
      if (archive_entry_filetype (entry) != AE_IFREG || !is_xml_name (name))
        continue;
      why = read_entry (archive, content, &n_total);
      if (why != IFA_UNREADABLE_NOT)
        return why;
      /* Most of an OFD's XML describes pages: that one is no invoice is no fault. */
      ifa_xml_invoices_read ((const char *) content->data, content->len,
                             g_ascii_strcasecmp (name, "OFD.xml") == 0 ? described : embedded);
    }
  return code == ARCHIVE_EOF ? IFA_UNREADABLE_NOT : IFA_UNREADABLE_DAMAGED;
}

/**
 * ifa_archive_invoices_read:
 * @data: a ZIP archive
 * @size: its length in bytes
 * @invoices: (element-type IfaInvoice): where to add what it holds
 *
 * An invoice that stands in the archive as XML says more than the description, and goes first.
 *
 * Returns: `IFA_UNREADABLE_NOT`, or why nothing could be read
 */
IfaUnreadable
ifa_archive_invoices_read (const char *data, gsize size, GPtrArray *invoices)
{
  g_autoptr (GPtrArray) described
      = g_ptr_array_new_with_free_func ((GDestroyNotify) ifa_invoice_free);
  g_autoptr (GPtrArray) embedded
      = g_ptr_array_new_with_free_func ((GDestroyNotify) ifa_invoice_free);
  struct archive *archive = archive_read_new ();
  IfaUnreadable why = IFA_UNREADABLE_DAMAGED;
  GPtrArray *best;

  archive_read_support_format_zip (archive);
  if (archive_read_open_memory (archive, data, size) == ARCHIVE_OK)
    why = read_entries (archive, described, embedded);
  archive_read_free (archive);

  best = embedded->len > 0 ? embedded : described;
  if (why == IFA_UNREADABLE_NOT && best->len == 0)
    why = IFA_UNREADABLE_UNKNOWN_FORMAT;
  if (why == IFA_UNREADABLE_NOT)
    g_ptr_array_extend_and_steal (invoices, g_ptr_array_ref (best));
  return why;
}
