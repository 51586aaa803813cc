/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright The Invoice First Aid authors */

/* 数电票: the fully digitalized invoice of China, as XML and as the description of an OFD. */

#include "xml-invoices.h"

const IfaXmlFormat ifa_xml_china = {
  .kind = "cn-einvoice",
  .root = "EInvoice",
  .currency = "CNY",
  .rows = {
    { IFA_INVOICE_NUMBER, "EInvoice/TaxSupervisionInfo/InvoiceNumber" },
    { IFA_INVOICE_NUMBER, "EInvoice/Header/EIid" },
    { IFA_INVOICE_DATE, "EInvoice/EInvoiceData/BasicInformation/RequestTime" },
    { IFA_INVOICE_DATE, "EInvoice/TaxSupervisionInfo/IssueTime" },
    { IFA_INVOICE_BUYER, "EInvoice/EInvoiceData/BuyerInformation/BuyerName" },
    { IFA_INVOICE_AMOUNT, "EInvoice/EInvoiceData/BasicInformation/TotalTax-includedAmount" },
  },
};

/* The older special invoice: only what its OFD says about itself; the buyer only by tax number. */
const IfaXmlFormat ifa_xml_ofd = {
  .kind = "cn-ofd",
  .root = "OFD",
  .namespace = "http://www.ofdspec.org/",
  .currency = "CNY",
  .rows = {
    { IFA_INVOICE_NUMBER, "//CustomData", .named = "发票号码" },
    { IFA_INVOICE_DATE, "//CustomData", .named = "开票日期" },
    { IFA_INVOICE_BUYER, "//CustomData", .named = "购买方纳税人识别号" },
    { IFA_INVOICE_AMOUNT, "//CustomData", .named = "合计金额" },
    { IFA_INVOICE_AMOUNT, "//CustomData", .named = "合计税额", .join = "+" },
  },
};
