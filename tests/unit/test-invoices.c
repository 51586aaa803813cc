/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright The Invoice First Aid authors */

/* What is read of invoice files: every format, and everything that only pretends to be one. */

#include "decimal.h"
#include "invoice-files.h"

#include <archive.h>
#include <archive_entry.h>
#include <string.h>

typedef struct
{
  const char *file;
  const char *kind;
  const char *number;
  const char *date;
  const char *buyer;
  const char *amount;
  const char *currency;
  gboolean is_sent;
  guint index; /* in a file with several invoices */
} Expected;

static const Expected invoices[] = {
  { "china.xml", "cn-einvoice", "26310000000000000017", "2026-11-20", "示例贸易有限公司", "1130.00",
    "CNY" },
  { "old.ofd", "cn-ofd", "12345678", "2026-09-01", "91310000MA1FAKE012", "113.11", "CNY" },
  { "with-xml.ofd", "cn-einvoice", "26310000000000000017", "2026-11-20", "示例贸易有限公司",
    "1130.00", "CNY" },
  { "ubl.xml", "ubl", "INV-2026-0042", "2026-11-18", "Buyer & Sons B.V.", "1210.50", "EUR" },
  { "zatca.xml", "ubl", "SA-7", "2026-11-19", "شركة المثال", "115.00", "SAR" },
  { "ubl-credit-note.xml", "ubl", "CN-3", "2026-11-17", "Buyer", "-12.00", "NOK" },
  { "cii.xml", "cii", "RE-2026/11", "2026-11-16", "Käufer GmbH", "119.00", "EUR" },
  { "fatturapa.xml", "fatturapa", "12/A", "2026-11-15", "Acquirente SpA", "244.00", "EUR" },
  { "fatturapa.xml.p7m", "fatturapa", "12/A", "2026-11-15", "Acquirente SpA", "244.00", "EUR" },
  { "fatturapa-base64.xml.p7m", "fatturapa", "12/A", "2026-11-15", "Acquirente SpA", "244.00",
    "EUR" },
  { "fatturapa-lot.xml", "fatturapa", "13", "2026-11-14", "Anna Rossi", NULL, "EUR" },
  { "fatturapa-lot.xml", "fatturapa", "14", "2026-11-15", "Anna Rossi", "10.00", "EUR", FALSE, 1 },
  { "cfdi.xml", "cfdi", "A-77", "2026-11-13", "COMPRADOR", "116.00", "MXN" },
  { "cfdi-stamped.xml", "cfdi", "A-78", "2026-11-13", "COMPRADOR", "116.00", "MXN", TRUE },
  { "nfe.xml", "nfe", "1-15", "2026-11-12", "Comprador Ltda", "59.90", "BRL" },
  { "nfe-without-buyer.xml", "nfe", "1-18", "2026-11-12", NULL, "59.90", "BRL" },
  { "nfe-authorised.xml", "nfe", "1-16", "2026-11-12", "Comprador Ltda", "59.90", "BRL", TRUE },
  { "nfe-rejected.xml", "nfe", "1-17", "2026-11-12", "Comprador Ltda", "59.90", "BRL" },
  { "nfe-batch.xml", "nfe", "1-20", "2026-11-12", "Comprador Ltda", "59.90", "BRL" },
  { "nfe-batch.xml", "nfe", "1-21", "2026-11-12", "Comprador Ltda", "59.90", "BRL", FALSE, 1 },
  { "ksef-fa3.xml", "ksef", "FV/3/2026", "2026-11-11", "Nabywca Łódź", "1230.00", "PLN" },
  { "ksef-fa2.xml", "ksef", "FV/2/2026", "2026-11-11", "Nabywca Łódź", "1230.00", "PLN" },
  { "nav.xml", "nav", "2026/000123", "2026-11-10", "Vevő Kft.", "12700.00", "HUF" },
  { "verifactu.xml", "verifactu", "V-1", "2026-11-09", "Cliente SL", "121.00", "EUR" },
  { "verifactu.xml", "verifactu", "V-2", "2026-11-09", "Cliente SL", "-21.00", "EUR", FALSE, 1 },
  { "india.json", "in-inv01", "DOC/001", "2026-11-08", "Buyer Pvt Ltd", "11800.12", "INR" },
  { "india-batch.json", "in-inv01", "DOC/003", "2026-11-08", "B", "300.00", "INR", FALSE, 1 },
  { "myinvois.json", "myinvois", "MY-5", "2026-11-07", "Pembeli Sdn Bhd", "106.00", "MYR" },
};

static GPtrArray *
new_list (void)
{
  return g_ptr_array_new_with_free_func ((GDestroyNotify) ifa_invoice_free);
}

static void
test_format (gconstpointer data)
{
  const Expected *expected = data;
  g_autofree char *path
      = g_build_filename (g_getenv ("IFA_TEST_DATA"), "data", "invoices", expected->file, NULL);
  g_autoptr (GPtrArray) read = new_list ();
  g_autofree char *contents = NULL;
  gsize size;
  const IfaInvoice *invoice;

  g_assert_true (g_file_get_contents (path, &contents, &size, NULL));
  g_assert_cmpint (ifa_invoice_read_data (contents, size, read), ==, IFA_UNREADABLE_NOT);
  g_assert_cmpuint (read->len, >, expected->index);
  invoice = g_ptr_array_index (read, expected->index);
  g_assert_cmpstr (invoice->kind, ==, expected->kind);
  g_assert_cmpstr (invoice->number, ==, expected->number);
  g_assert_cmpstr (invoice->date, ==, expected->date);
  g_assert_cmpstr (invoice->buyer, ==, expected->buyer);
  g_assert_cmpstr (invoice->amount, ==, expected->amount);
  g_assert_cmpstr (invoice->currency, ==, expected->currency);
  g_assert_cmpint (ifa_invoice_is_sent (invoice), ==, expected->is_sent);

  /* Cut anywhere, it is damaged or no longer an invoice; it never breaks anything. */
  for (gsize cut = 0; cut < size; cut += 1 + size / 200)
    {
      g_autoptr (GPtrArray) cut_list = new_list ();
      g_autofree char *part = g_memdup2 (contents, cut + 1);

      ifa_invoice_read_data (part, cut, cut_list);
    }
}

static void
assert_unreadable (const char *text, gssize size, IfaUnreadable why)
{
  g_autoptr (GPtrArray) read = new_list ();

  g_assert_cmpstr (ifa_unreadable_to_string (
                       ifa_invoice_read_data (text, size < 0 ? strlen (text) : (gsize) size, read)),
                   ==, ifa_unreadable_to_string (why));
  g_assert_cmpuint (read->len, ==, 0);
}

static void
test_hostile_xml (void)
{
  g_autoptr (GString) deep = g_string_new ("<EInvoice>");

  assert_unreadable ("", 0, IFA_UNREADABLE_UNKNOWN_FORMAT);
  assert_unreadable ("<", 1, IFA_UNREADABLE_DAMAGED);
  assert_unreadable ("<html><body>Sign in</body></html>", -1, IFA_UNREADABLE_UNKNOWN_FORMAT);
  assert_unreadable ("<EInvoice/>", -1, IFA_UNREADABLE_UNKNOWN_FORMAT);
  assert_unreadable ("<Invoice><ID>1</ID></Invoice>", -1, IFA_UNREADABLE_UNKNOWN_FORMAT);
  assert_unreadable ("<EInvoice><Header><EIid>1</EIid></Header>", -1, IFA_UNREADABLE_DAMAGED);
  assert_unreadable ("<!DOCTYPE EInvoice [<!ENTITY a \"aaaaaaaaaa\"><!ENTITY b \"&a;&a;&a;&a;\">"
                     "<!ENTITY c \"&b;&b;&b;&b;\"><!ENTITY d \"&c;&c;&c;&c;\">]>"
                     "<EInvoice><Header><EIid>&d;</EIid></Header></EInvoice>",
                     -1, IFA_UNREADABLE_UNSAFE);
  assert_unreadable ("<!DOCTYPE EInvoice [<!ENTITY x SYSTEM \"file:///etc/hostname\">]>"
                     "<EInvoice><Header><EIid>&x;</EIid></Header></EInvoice>",
                     -1, IFA_UNREADABLE_UNSAFE);
  assert_unreadable ("<!DOCTYPE EInvoice SYSTEM \"http://127.0.0.1:9/x.dtd\"><EInvoice/>", -1,
                     IFA_UNREADABLE_UNSAFE);
  for (guint i = 0; i < 100000; i++)
    g_string_append (deep, "<a>");
  assert_unreadable (deep->str, deep->len, IFA_UNREADABLE_TOO_LARGE);
}

static void
test_odd_values (void)
{
  static const char text[]
      = "<EInvoice><Header><EIid>  7\n\t7 \x7f </EIid></Header><EInvoiceData><BasicInformation>"
        "<RequestTime>2026-02-30</RequestTime>"
        "<TotalTax-includedAmount>1e9</TotalTax-includedAmount></BasicInformation>"
        "<BuyerInformation><BuyerName><![CDATA[A <b>]]> B</BuyerName></BuyerInformation>"
        "</EInvoiceData></EInvoice>";
  g_autoptr (GPtrArray) read = new_list ();
  const IfaInvoice *invoice;

  g_assert_cmpint (ifa_invoice_read_data (text, strlen (text), read), ==, IFA_UNREADABLE_NOT);
  invoice = g_ptr_array_index (read, 0);
  g_assert_cmpstr (invoice->number, ==, "7 7");
  g_assert_cmpstr (invoice->date, ==, NULL);
  g_assert_cmpstr (invoice->amount, ==, NULL);
  g_assert_cmpstr (invoice->buyer, ==, "A <b> B");
}

static void
test_hostile_json (void)
{
  g_autofree char *deep = g_strnfill (200000, '[');

  assert_unreadable (deep, -1, IFA_UNREADABLE_UNSAFE);
  assert_unreadable ("{\"a\":1}", -1, IFA_UNREADABLE_UNKNOWN_FORMAT);
  assert_unreadable ("{\"DocDtls\":", -1, IFA_UNREADABLE_DAMAGED);
  assert_unreadable ("{\"DocDtls\":[[[]]]}", -1, IFA_UNREADABLE_UNKNOWN_FORMAT);
  assert_unreadable ("{\"a\":\"\xff\"}", -1, IFA_UNREADABLE_DAMAGED);
}

static char *
make_archive (const char *name, gsize content_size, gsize *size)
{
  const gsize room = 1024 * 1024;
  char *data = g_malloc (room);
  struct archive *archive = archive_write_new ();
  struct archive_entry *entry = archive_entry_new ();
  g_autofree char *zeros = g_malloc0 (64 * 1024);

  archive_write_set_format_zip (archive);
  g_assert_cmpint (archive_write_open_memory (archive, data, room, size), ==, ARCHIVE_OK);
  archive_entry_set_pathname (entry, name);
  archive_entry_set_filetype (entry, AE_IFREG);
  archive_entry_set_size (entry, content_size);
  g_assert_cmpint (archive_write_header (archive, entry), ==, ARCHIVE_OK);
  for (gsize n = 0; n < content_size; n += 64 * 1024)
    archive_write_data (archive, zeros, MIN (content_size - n, 64 * 1024));
  archive_write_close (archive);
  archive_entry_free (entry);
  archive_write_free (archive);
  return data;
}

static void
test_hostile_archives (void)
{
  g_autofree char *bomb = NULL;
  g_autofree char *climber = NULL;
  g_autofree char *empty = NULL;
  gsize size;

  bomb = make_archive ("OFD.xml", 512 * 1024 * 1024, &size);
  g_assert_cmpuint (size, <, 1024 * 1024);
  assert_unreadable (bomb, size, IFA_UNREADABLE_TOO_LARGE);
  climber = make_archive ("../../OFD.xml", 10, &size);
  assert_unreadable (climber, size, IFA_UNREADABLE_UNSAFE);
  empty = make_archive ("notes.txt", 10, &size);
  assert_unreadable (empty, size, IFA_UNREADABLE_UNKNOWN_FORMAT);
  assert_unreadable ("PK\003\004 and no more", -1, IFA_UNREADABLE_DAMAGED);
  assert_unreadable ("\x30\x82\x01\x01 and no more", -1, IFA_UNREADABLE_DAMAGED);
  assert_unreadable ("MII??", -1, IFA_UNREADABLE_DAMAGED);
}

static void
test_decimals (void)
{
  static const struct
  {
    const char *text;
    const char *same; /* NULL: no number */
  } rows[] = {
    { "0", "0.00" },
    { "-0.10", "-0.10" },
    { "1130", "1130.00" },
    { ".5", "0.50" },
    { "5.", "5.00" },
    { "+7.125", "7.125" },
    { "0.00000001", "0.00000001" },
    { "1.5000000000000", "1.50" },
    { "100.0", "100.00" },
    { "999999999999999999999999.99", "999999999999999999999999.99" },
    { "9999999999999999999999999", NULL },
    { "0.000000001", NULL },
    { "1e3", NULL },
    { "1,5", NULL },
    { "", NULL },
    { "-", NULL },
    { ".", NULL },
    { "1 000", NULL },
    { "NaN", NULL },
    { NULL, NULL },
  };
  IfaDecimal value, sum = 0;

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autofree char *text = NULL;

      g_assert_cmpint (ifa_decimal_parse (rows[i].text, &value), ==, rows[i].same != NULL);
      if (rows[i].same == NULL)
        continue;
      text = ifa_decimal_dup_text (value);
      g_assert_cmpstr (text, ==, rows[i].same);
    }
  g_assert_true (ifa_decimal_parse ("999999999999999999999999", &value));
  for (guint i = 0; i < 100000; i++)
    if (!ifa_decimal_add (&sum, value))
      return;
  g_assert_not_reached ();
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (invoices); i++)
    {
      g_autofree char *path
          = g_strdup_printf ("/invoices/format/%s/%u", invoices[i].file, invoices[i].index);

      g_test_add_data_func (path, &invoices[i], test_format);
    }
  g_test_add_func ("/invoices/hostile-xml", test_hostile_xml);
  g_test_add_func ("/invoices/odd-values", test_odd_values);
  g_test_add_func ("/invoices/hostile-json", test_hostile_json);
  g_test_add_func ("/invoices/hostile-archives", test_hostile_archives);
  g_test_add_func ("/invoices/decimals", test_decimals);
  return g_test_run ();
}
