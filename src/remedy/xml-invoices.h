/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright The Invoice First Aid authors */

/* Invoices in XML. A format is a table: which place in the document holds which field. */

#pragma once

#include "invoice.h"

G_BEGIN_DECLS

#define IFA_XML_MAX_ROWS 16

/**
 * IfaXmlRow:
 *
 * One place of one field. Of several rows for a field the first that is there counts; a row with
 * @join is added to what its predecessors gave.
 */
typedef struct
{
  IfaInvoiceField field;
  const char *path;      /* local names from the root, "Invoice/ID"; "//ID": at any depth */
  const char *attribute; /* (nullable): the value stands there, and not in the text */
  const char *join;      /* (nullable): what to put between; "+": add the numbers */
  const char *named;     /* (nullable): only where the attribute Name says this */
  const char *only;      /* (nullable): only one of these words counts, and it means "sent" */
} IfaXmlRow;

typedef struct
{
  const char *kind;
  const char *root;
  const char *namespace; /* (nullable): how the root's namespace begins; NULL: it has none */
  const char *record;    /* (nullable): path of the element that stands for one invoice */
  const char *currency;  /* (nullable): where the format knows only one */
  IfaXmlRow rows[IFA_XML_MAX_ROWS];
} IfaXmlFormat;

extern const IfaXmlFormat ifa_xml_china;
extern const IfaXmlFormat ifa_xml_ofd;
extern const IfaXmlFormat ifa_xml_ubl;
extern const IfaXmlFormat ifa_xml_ubl_credit_note;
extern const IfaXmlFormat ifa_xml_cii;
extern const IfaXmlFormat ifa_xml_fatturapa;
extern const IfaXmlFormat ifa_xml_cfdi;
extern const IfaXmlFormat ifa_xml_nfe;
extern const IfaXmlFormat ifa_xml_nfe_authorised;
extern const IfaXmlFormat ifa_xml_nfe_batch;
extern const IfaXmlFormat ifa_xml_ksef;
extern const IfaXmlFormat ifa_xml_nav;
extern const IfaXmlFormat ifa_xml_verifactu;

IfaUnreadable ifa_xml_invoices_read (const char *data, gsize size, GPtrArray *invoices);

G_END_DECLS
