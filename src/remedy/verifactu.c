/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright The Invoice First Aid authors */

/* Spain: the records of VERI*FACTU in their SOAP envelope; up to a thousand in one. */

#include "xml-invoices.h"

#define RECORD "//RegistroAlta"

const IfaXmlFormat ifa_xml_verifactu = {
  .kind = "verifactu",
  .root = "Envelope",
  .namespace = "http://schemas.xmlsoap.org/soap/envelope/",
  .record = RECORD,
  .currency = "EUR",
  .rows = {
    { IFA_INVOICE_NUMBER, RECORD "/IDFactura/NumSerieFactura" },
    { IFA_INVOICE_DATE, RECORD "/IDFactura/FechaExpedicionFactura" },
    { IFA_INVOICE_BUYER, RECORD "/Destinatarios/IDDestinatario/NombreRazon" },
    { IFA_INVOICE_AMOUNT, RECORD "/ImporteTotal" },
  },
};
