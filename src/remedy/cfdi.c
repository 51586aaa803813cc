/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright The Invoice First Aid authors */

/* Mexico: CFDI 4.0. The stamp of the tax authority is what tells a sent invoice. */

#include "xml-invoices.h"

const IfaXmlFormat ifa_xml_cfdi = {
  .kind = "cfdi",
  .root = "Comprobante",
  .namespace = "http://www.sat.gob.mx/cfd/",
  .rows = {
    { IFA_INVOICE_NUMBER, "Comprobante", "Serie" },
    { IFA_INVOICE_NUMBER, "Comprobante", "Folio", .join = "-" },
    { IFA_INVOICE_DATE, "Comprobante", "Fecha" },
    { IFA_INVOICE_BUYER, "Comprobante/Receptor", "Nombre" },
    { IFA_INVOICE_CURRENCY, "Comprobante", "Moneda" },
    { IFA_INVOICE_AMOUNT, "Comprobante", "Total" },
    { IFA_INVOICE_STATE, "Comprobante/Complemento/TimbreFiscalDigital", "UUID" },
  },
};
