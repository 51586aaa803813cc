/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright The Invoice First Aid authors */

/* Hungary: the data report of Online Számla 3.0. */

#include "xml-invoices.h"

#define HEAD "InvoiceData/invoiceMain/invoice/invoiceHead"

const IfaXmlFormat ifa_xml_nav = {
  .kind = "nav",
  .root = "InvoiceData",
  .namespace = "http://schemas.nav.gov.hu/OSA/3.0/data",
  .rows = {
    { IFA_INVOICE_NUMBER, "InvoiceData/invoiceNumber" },
    { IFA_INVOICE_DATE, "InvoiceData/invoiceIssueDate" },
    { IFA_INVOICE_BUYER, HEAD "/customerInfo/customerName" },
    { IFA_INVOICE_CURRENCY, HEAD "/invoiceDetail/currencyCode" },
    { IFA_INVOICE_AMOUNT,
      "InvoiceData/invoiceMain/invoice/invoiceSummary/summaryGrossData/invoiceGrossAmount" },
  },
};
