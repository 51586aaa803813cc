/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright The Invoice First Aid authors */

#include "xml-invoices.h"

#include "decimal.h"

#include <libxml/xmlreader.h>
#include <string.h>

#define MAX_DEPTH 64
#define MAX_VALUE_BYTES 4096
#define MAX_INVOICES_A_FILE 10000

/* No entity is replaced, no DTD loaded, no address opened, and libxml2's own bounds stay on. */
#define OPTIONS (XML_PARSE_NONET | XML_PARSE_NOERROR | XML_PARSE_NOWARNING | XML_PARSE_COMPACT)

static const IfaXmlFormat *const formats[] = {
  &ifa_xml_china,
  &ifa_xml_ofd,
  &ifa_xml_ubl,
  &ifa_xml_ubl_credit_note,
  &ifa_xml_cii,
  &ifa_xml_fatturapa,
  &ifa_xml_cfdi,
  &ifa_xml_nfe,
  &ifa_xml_nfe_authorised,
  &ifa_xml_nfe_batch,
  &ifa_xml_ksef,
  &ifa_xml_nav,
  &ifa_xml_verifactu,
};

typedef struct
{
  xmlTextReaderPtr reader;
  const IfaXmlFormat *format;
  guint n_rows;
  GString *path;                     /* of the current element: "Invoice/ID" */
  gsize lengths[MAX_DEPTH];          /* of the path of each element above it, and its own */
  guint16 open[MAX_DEPTH];           /* bit i: row i takes this element's text */
  GString *values[IFA_XML_MAX_ROWS]; /* NULL: not there */
  gboolean is_closed[IFA_XML_MAX_ROWS];
  GPtrArray *invoices;
} Reading;

static gboolean
path_is (const char *path, const char *wanted)
{
  gsize length = strlen (path), wanted_length;

  if (!g_str_has_prefix (wanted, "//"))
    return g_str_equal (path, wanted);

  wanted_length = strlen (wanted) - 1;
  return (length >= wanted_length && g_str_equal (path + length - wanted_length, wanted + 1))
         || g_str_equal (path, wanted + 2);
}

static const IfaXmlFormat *
find_format (xmlTextReaderPtr reader)
{
  const char *name = (const char *) xmlTextReaderConstLocalName (reader);
  const char *namespace = (const char *) xmlTextReaderConstNamespaceUri (reader);

  for (guint i = 0; i < G_N_ELEMENTS (formats); i++)
    {
      const IfaXmlFormat *format = formats[i];

      if (!g_str_equal (format->root, name))
        continue;
      if (format->namespace == NULL
              ? namespace == NULL
              : namespace != NULL && g_str_has_prefix (namespace, format->namespace))
        return format;
    }
  return NULL;
}

static void
add_value (Reading *self, guint row, const char *text)
{
  GString *value = self->values[row];
  gsize room;

  if (self->is_closed[row] || text == NULL)
    return;
  if (value == NULL)
    value = self->values[row] = g_string_new (NULL);
  room = MAX_VALUE_BYTES - MIN (value->len, MAX_VALUE_BYTES);
  g_string_append_len (value, text, MIN (strlen (text), room));
}

static gboolean
attribute_is (Reading *self, const char *name, const char *wanted)
{
  xmlChar *value = xmlTextReaderGetAttribute (self->reader, (const xmlChar *) name);
  gboolean is = g_strcmp0 ((const char *) value, wanted) == 0;

  xmlFree (value);
  return is;
}

static void
add_attribute (Reading *self, guint row)
{
  const char *name = self->format->rows[row].attribute;
  xmlChar *value = xmlTextReaderGetAttribute (self->reader, (const xmlChar *) name);

  if (value != NULL)
    add_value (self, row, (const char *) value);
  xmlFree (value);
}

static void
enter (Reading *self, guint depth)
{
  const IfaXmlFormat *format = self->format;

  g_string_truncate (self->path, depth > 0 ? self->lengths[depth - 1] : 0);
  if (depth > 0)
    g_string_append_c (self->path, '/');
  g_string_append (self->path, (const char *) xmlTextReaderConstLocalName (self->reader));
  self->lengths[depth] = self->path->len;
  self->open[depth] = 0;
  for (guint i = 0; i < self->n_rows; i++)
    {
      const IfaXmlRow *row = &format->rows[i];

      if (!path_is (self->path->str, row->path)
          || (row->named != NULL && !attribute_is (self, "Name", row->named)))
        continue;
      if (row->attribute != NULL)
        add_attribute (self, i);
      else
        self->open[depth] |= 1 << i;
    }
}

static void
join (GString *sum, const char *separator, const char *text)
{
  IfaDecimal value, addend;
  g_autofree char *added = NULL;

  if (!g_str_equal (separator, "+"))
    {
      g_string_append (sum, separator);
      g_string_append (sum, text);
      return;
    }
  if (!ifa_decimal_parse (sum->str, &value) || !ifa_decimal_parse (text, &addend)
      || !ifa_decimal_add (&value, addend))
    return;
  added = ifa_decimal_dup_text (value);
  g_string_assign (sum, added);
}

static char *
dup_field (Reading *self, IfaInvoiceField field)
{
  GString *found = NULL;

  for (guint i = 0; i < self->n_rows; i++)
    {
      const IfaXmlRow *row = &self->format->rows[i];
      const char *text = self->values[i] != NULL ? g_strstrip (self->values[i]->str) : "";
      g_auto (GStrv) words = NULL;

      if (row->field != field || *text == '\0')
        continue;
      if (row->only != NULL)
        words = g_strsplit (row->only, " ", -1);
      if (words != NULL && !g_strv_contains ((const char *const *) words, text))
        continue;
      if (found == NULL)
        found = g_string_new (text);
      else if (row->join != NULL)
        join (found, row->join, text);
    }
  return found != NULL ? g_string_free (found, FALSE) : NULL;
}

/* Forgets what belongs to one record; what stands above all records stays. */
static void
forget (Reading *self, const char *record)
{
  for (guint i = 0; i < self->n_rows; i++)
    {
      const char *path = self->format->rows[i].path;

      if (record != NULL && strstr (path, record) == NULL)
        continue;
      if (self->values[i] != NULL)
        g_string_free (g_steal_pointer (&self->values[i]), TRUE);
      self->is_closed[i] = FALSE;
    }
}

static void
emit (Reading *self)
{
  g_autoptr (IfaInvoice) invoice = ifa_invoice_new (self->format->kind);
  g_autofree char *state = dup_field (self, IFA_INVOICE_STATE);

  for (guint field = 0; field < IFA_INVOICE_STATE; field++)
    {
      g_autofree char *text = dup_field (self, field);

      ifa_invoice_set (invoice, field, text);
    }
  if (invoice->number == NULL && invoice->date == NULL && invoice->amount == NULL)
    return;
  if (invoice->currency == NULL)
    ifa_invoice_set (invoice, IFA_INVOICE_CURRENCY, self->format->currency);
  ifa_invoice_set (invoice, IFA_INVOICE_STATE, state != NULL ? "sent" : "waiting");
  g_ptr_array_add (self->invoices, g_steal_pointer (&invoice));
}

static void
leave (Reading *self, guint depth)
{
  g_string_truncate (self->path, self->lengths[depth]);
  for (guint i = 0; i < self->n_rows; i++)
    if ((self->open[depth] & (1 << i)) != 0 && self->values[i] != NULL)
      self->is_closed[i] = TRUE;
  if (self->format->record == NULL || !path_is (self->path->str, self->format->record))
    return;
  emit (self);
  forget (self, self->format->record);
}

/* Returns: whether to go on. */
static gboolean
take_node (Reading *self, IfaUnreadable *why)
{
  int type = xmlTextReaderNodeType (self->reader);
  int depth = xmlTextReaderDepth (self->reader);
  gboolean is_text = type == XML_READER_TYPE_TEXT || type == XML_READER_TYPE_CDATA;

  if (type == XML_READER_TYPE_DOCUMENT_TYPE || type == XML_READER_TYPE_ENTITY_REFERENCE)
    *why = IFA_UNREADABLE_UNSAFE;
  else if (depth >= MAX_DEPTH || self->invoices->len >= MAX_INVOICES_A_FILE)
    *why = IFA_UNREADABLE_TOO_LARGE;
  else if (type == XML_READER_TYPE_ELEMENT && self->format == NULL)
    {
      self->format = find_format (self->reader);
      if (self->format == NULL)
        *why = IFA_UNREADABLE_UNKNOWN_FORMAT;
      while (self->format != NULL && self->n_rows < IFA_XML_MAX_ROWS
             && self->format->rows[self->n_rows].path != NULL)
        self->n_rows++;
    }
  if (*why != IFA_UNREADABLE_NOT || self->format == NULL)
    return *why == IFA_UNREADABLE_NOT;

  if (type == XML_READER_TYPE_ELEMENT)
    enter (self, depth);
  if (type == XML_READER_TYPE_END_ELEMENT
      || (type == XML_READER_TYPE_ELEMENT && xmlTextReaderIsEmptyElement (self->reader)))
    leave (self, depth);
  for (guint i = 0; is_text && i < self->n_rows; i++)
    if (depth > 0 && (self->open[depth - 1] & (1 << i)) != 0)
      add_value (self, i, (const char *) xmlTextReaderConstValue (self->reader));
  return TRUE;
}

/**
 * ifa_xml_invoices_read:
 * @data: a document, whatever it calls itself
 * @size: its length in bytes
 * @invoices: (element-type IfaInvoice): where to add what it holds
 *
 * The format is told by the root element and its namespace, never by a file's name. A document
 * that declares a DTD is not read: no invoice format has one.
 *
 * Returns: `IFA_UNREADABLE_NOT`, or why nothing could be read
 */
IfaUnreadable
ifa_xml_invoices_read (const char *data, gsize size, GPtrArray *invoices)
{
  Reading self = { .invoices = invoices };
  IfaUnreadable why = IFA_UNREADABLE_NOT;
  guint n_before = invoices->len;
  xmlDocPtr document = NULL;
  int code = 0;

  if (size > G_MAXINT)
    return IFA_UNREADABLE_TOO_LARGE;
  self.reader = xmlReaderForMemory (data, size, NULL, NULL, OPTIONS);
  if (self.reader == NULL)
    return IFA_UNREADABLE_FAILED;

  self.path = g_string_new (NULL);
  while (why == IFA_UNREADABLE_NOT && (code = xmlTextReaderRead (self.reader)) == 1)
    take_node (&self, &why);
  if (why == IFA_UNREADABLE_NOT && code != 0)
    {
      /* libxml2 may stop at a hostile reference before it hands the declaration out. */
      document = xmlTextReaderCurrentDoc (self.reader);
      why = document != NULL && document->intSubset != NULL ? IFA_UNREADABLE_UNSAFE
                                                            : IFA_UNREADABLE_DAMAGED;
    }
  if (why == IFA_UNREADABLE_NOT && self.format->record == NULL)
    emit (&self);
  if (why == IFA_UNREADABLE_NOT && invoices->len == n_before)
    why = IFA_UNREADABLE_UNKNOWN_FORMAT;
  if (why != IFA_UNREADABLE_NOT)
    g_ptr_array_set_size (invoices, n_before);

  if (self.format != NULL)
    forget (&self, NULL);
  g_string_free (self.path, TRUE);
  xmlFreeTextReader (self.reader);
  xmlFreeDoc (document);
  return why;
}
