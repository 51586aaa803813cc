/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright The Invoice First Aid authors */

/* Italy: FatturaPA 1.2. One file may hold several invoices to the same buyer; the total is
 * optional, and then missing. */

#include "xml-invoices.h"

#define BODY "FatturaElettronica/FatturaElettronicaBody"
#define DOCUMENT BODY "/DatiGenerali/DatiGeneraliDocumento"
#define BUYER \
  "FatturaElettronica/FatturaElettronicaHeader/CessionarioCommittente/DatiAnagrafici/Anagrafica"

const IfaXmlFormat ifa_xml_fatturapa = {
  .kind = "fatturapa",
  .root = "FatturaElettronica",
  .namespace = "http://ivaservizi.agenziaentrate.gov.it/docs/xsd/fatture/v1",
  .record = BODY,
  .rows = {
    { IFA_INVOICE_NUMBER, DOCUMENT "/Numero" },
    { IFA_INVOICE_DATE, DOCUMENT "/Data" },
    { IFA_INVOICE_BUYER, BUYER "/Denominazione" },
    { IFA_INVOICE_BUYER, BUYER "/Nome" },
    { IFA_INVOICE_BUYER, BUYER "/Cognome", .join = " " },
    { IFA_INVOICE_CURRENCY, DOCUMENT "/Divisa" },
    { IFA_INVOICE_AMOUNT, DOCUMENT "/ImportoTotaleDocumento" },
  },
};
