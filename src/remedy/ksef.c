/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright The Invoice First Aid authors */

/* Poland: the structured invoice FA(2) and FA(3) of KSeF. */

#include "xml-invoices.h"

const IfaXmlFormat ifa_xml_ksef = {
  .kind = "ksef",
  .root = "Faktura",
  .namespace = "http://crd.gov.pl/wzor/",
  .rows = {
    { IFA_INVOICE_NUMBER, "Faktura/Fa/P_2" },
    { IFA_INVOICE_DATE, "Faktura/Fa/P_1" },
    { IFA_INVOICE_BUYER, "Faktura/Podmiot2/DaneIdentyfikacyjne/Nazwa" },
    { IFA_INVOICE_CURRENCY, "Faktura/Fa/KodWaluty" },
    { IFA_INVOICE_AMOUNT, "Faktura/Fa/P_15" },
  },
};
