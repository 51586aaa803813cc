/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright The Invoice First Aid authors */

/* UN/CEFACT Cross Industry Invoice, with Factur-X and ZUGFeRD. */

#include "xml-invoices.h"

#define AGREEMENT "//ApplicableHeaderTradeAgreement"
#define SETTLEMENT "//ApplicableHeaderTradeSettlement"
#define SUMMATION SETTLEMENT "/SpecifiedTradeSettlementHeaderMonetarySummation"

const IfaXmlFormat ifa_xml_cii = {
  .kind = "cii",
  .root = "CrossIndustryInvoice",
  .namespace = "urn:un:unece:uncefact:data:standard:CrossIndustryInvoice:100",
  .rows = {
    { IFA_INVOICE_NUMBER, "CrossIndustryInvoice/ExchangedDocument/ID" },
    { IFA_INVOICE_DATE, "CrossIndustryInvoice/ExchangedDocument/IssueDateTime/DateTimeString" },
    { IFA_INVOICE_BUYER, AGREEMENT "/BuyerTradeParty/Name" },
    { IFA_INVOICE_CURRENCY, SETTLEMENT "/InvoiceCurrencyCode" },
    { IFA_INVOICE_AMOUNT, SUMMATION "/GrandTotalAmount" },
  },
};
