/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright The Invoice First Aid authors */

/* Brazil: NF-e 4.00, before the answer of the authority, with it, and in a batch. */

#include "xml-invoices.h"

#define NAMESPACE "http://www.portalfiscal.inf.br/nfe"

const IfaXmlFormat ifa_xml_nfe = {
  .kind = "nfe",
  .root = "NFe",
  .namespace = NAMESPACE,
  .currency = "BRL",
  .rows = {
    { IFA_INVOICE_NUMBER, "//NFe/infNFe/ide/serie" },
    { IFA_INVOICE_NUMBER, "//NFe/infNFe/ide/nNF", .join = "-" },
    { IFA_INVOICE_DATE, "//NFe/infNFe/ide/dhEmi" },
    { IFA_INVOICE_BUYER, "//NFe/infNFe/dest/xNome" },
    { IFA_INVOICE_AMOUNT, "//NFe/infNFe/total/ICMSTot/vNF" },
  },
};

/* 100 and 150 are the codes of an authorised invoice. */
const IfaXmlFormat ifa_xml_nfe_authorised = {
  .kind = "nfe",
  .root = "nfeProc",
  .namespace = NAMESPACE,
  .currency = "BRL",
  .rows = {
    { IFA_INVOICE_NUMBER, "//NFe/infNFe/ide/serie" },
    { IFA_INVOICE_NUMBER, "//NFe/infNFe/ide/nNF", .join = "-" },
    { IFA_INVOICE_DATE, "//NFe/infNFe/ide/dhEmi" },
    { IFA_INVOICE_BUYER, "//NFe/infNFe/dest/xNome" },
    { IFA_INVOICE_AMOUNT, "//NFe/infNFe/total/ICMSTot/vNF" },
    { IFA_INVOICE_STATE, "nfeProc/protNFe/infProt/cStat", .only = "100 150" },
  },
};

const IfaXmlFormat ifa_xml_nfe_batch = {
  .kind = "nfe",
  .root = "enviNFe",
  .namespace = NAMESPACE,
  .record = "//NFe",
  .currency = "BRL",
  .rows = {
    { IFA_INVOICE_NUMBER, "//NFe/infNFe/ide/serie" },
    { IFA_INVOICE_NUMBER, "//NFe/infNFe/ide/nNF", .join = "-" },
    { IFA_INVOICE_DATE, "//NFe/infNFe/ide/dhEmi" },
    { IFA_INVOICE_BUYER, "//NFe/infNFe/dest/xNome" },
    { IFA_INVOICE_AMOUNT, "//NFe/infNFe/total/ICMSTot/vNF" },
  },
};
