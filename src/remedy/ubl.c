/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright The Invoice First Aid authors */

/* OASIS UBL 2.1, with Peppol BIS 3, XRechnung and ZATCA, which are kinds of it. */

#include "xml-invoices.h"

const IfaXmlFormat ifa_xml_ubl = {
  .kind = "ubl",
  .root = "Invoice",
  .namespace = "urn:oasis:names:specification:ubl:schema:xsd:Invoice-2",
  .rows = {
    { IFA_INVOICE_NUMBER, "Invoice/ID" },
    { IFA_INVOICE_DATE, "Invoice/IssueDate" },
    { IFA_INVOICE_BUYER, "Invoice/AccountingCustomerParty/Party/PartyLegalEntity/RegistrationName" },
    { IFA_INVOICE_BUYER, "Invoice/AccountingCustomerParty/Party/PartyName/Name" },
    { IFA_INVOICE_CURRENCY, "Invoice/DocumentCurrencyCode" },
    { IFA_INVOICE_CURRENCY, "Invoice/LegalMonetaryTotal/TaxInclusiveAmount", "currencyID" },
    { IFA_INVOICE_AMOUNT, "Invoice/LegalMonetaryTotal/TaxInclusiveAmount" },
    { IFA_INVOICE_AMOUNT, "Invoice/LegalMonetaryTotal/PayableAmount" },
  },
};

const IfaXmlFormat ifa_xml_ubl_credit_note = {
  .kind = "ubl",
  .root = "CreditNote",
  .namespace = "urn:oasis:names:specification:ubl:schema:xsd:CreditNote-2",
  .rows = {
    { IFA_INVOICE_NUMBER, "CreditNote/ID" },
    { IFA_INVOICE_DATE, "CreditNote/IssueDate" },
    { IFA_INVOICE_BUYER, "CreditNote/AccountingCustomerParty/Party/PartyLegalEntity/RegistrationName" },
    { IFA_INVOICE_BUYER, "CreditNote/AccountingCustomerParty/Party/PartyName/Name" },
    { IFA_INVOICE_CURRENCY, "CreditNote/DocumentCurrencyCode" },
    { IFA_INVOICE_CURRENCY, "CreditNote/LegalMonetaryTotal/TaxInclusiveAmount", "currencyID" },
    { IFA_INVOICE_AMOUNT, "CreditNote/LegalMonetaryTotal/TaxInclusiveAmount" },
    { IFA_INVOICE_AMOUNT, "CreditNote/LegalMonetaryTotal/PayableAmount" },
  },
};
