/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright The Invoice First Aid authors */

/* Planted secrets: none may come out, in whatever encoding it went in; and what helps the vendor
 * must. */

#include <string.h>

#include "facts.h"
#include "report-sample.h"

typedef struct
{
  const char *text;   /* what a server, a log or a person might say */
  const char *secret; /* what must not be left of it */
} Planted;

static const Planted planted[] = {
  /* Credentials */
  { "Authorization: Basic YW5uYTpodW50ZXIyLXg=", "YW5uYTpodW50ZXIyLXg" },
  { "Authorization: Bearer abc.def-123", "abc.def-123" },
  { "authorization=Digest username=\"zoe\"", "zoe" },
  { "Proxy-Authorization: NTLM TlRMTVNTUAAB", "TlRMTVNTUAAB" },
  { "Cookie: JSESSIONID=5F2A; lang=zh", "5F2A" },
  { "Set-Cookie: sid=qwertz77; Path=/; HttpOnly", "qwertz77" },
  { "password=hunter2", "hunter2" },
  { "Password : hunter2", "hunter2" },
  { "{\"passWord\":\"hun ter2\",\"ok\":1}", "hun ter2" },
  { "{\"user_password\": \"x\", \"pwd\" : \"hunter2\"}", "hunter2" },
  { "<Password>hunter2</Password>", "hunter2" },
  { "<soap:password type=\"text\">hunter2</soap:password>", "hunter2" },
  { "pwd=hunter2&x=1", "hunter2" },
  { "PIN: 4711", "4711" },
  { "token=a1b2c3", "a1b2c3" },
  { "access_token: 'a1b2c3d4'", "a1b2c3d4" },
  { "\"refresh-token\":\"a1b2c3d4\"", "a1b2c3d4" },
  { "api key: k-77-x", "k-77-x" },
  { "X-Api-Key: k-77-x", "k-77-x" },
  { "ocp-apim-subscription-key: 0123abcd", "0123abcd" },
  { "client_secret=s3cr3t!", "s3cr3t!" },
  { "sessionid=zz9", "zz9" },
  { "密码：hunter2", "hunter2" },
  { "口令是hunter2", "hunter2" },
  { "验证码:884213", "884213" },
  { "got eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiJ6b2UifQ.c2lnbmF0dXJl there", "c2lnbmF0dXJl" },
  { "key AKIAIOSFODNN7EXAMPLE used", "AKIAIOSFODNN7EXAMPLE" },
  { "ghp_16C7e42F292c6912E7710c838347Ae178B4a", "16C7e42F292c6912" },
  { "id Zm9vYmFyMTIzNDU2Nzg5MGFiY2RlZg88xYz1 end", "Zm9vYmFyMTIzNDU2" },
  { "sess d41d8cd98f00b204e9800998ecf8427e end", "d41d8cd98f00b204e9800998ecf8427e" },
  { "https://zoe:pa55@api.invoice.example/x", "pa55" },
  { "proxy http://zoe:pa55@10.1.1.1:3128", "zoe" },
  { "zoe:pa55@proxy.office.lan:3128", "pa55" },
  { "GET https://api.invoice.example/a?taxNo=91110108MA01ABCD2X&x=y", "91110108MA01ABCD2X" },
  { "https://api.invoice.example/a?q=geheim#top", "geheim" },
  { "/callback?code=xyz987", "xyz987" },

  { "Bearer abcdefgh", "abcdefgh" },
  { "AWS_SECRET_ACCESS_KEY=wJalrXUtnFEMI/K7MDENG", "wJalrXUtnFEMI" },
  { "dbPassword: pw-9", "pw-9" },
  { "Kennwort: geheim-9", "geheim-9" },
  { "contraseña=geheim-9", "geheim-9" },
  { "&quot;password&quot;:&quot;hunter2&quot;", "hunter2" },
  { "{\\\"password\\\":\\\"hunter2\\\"}", "hunter2" },

  /* Tax numbers */
  { "91110108MA01ABCD2X", "91110108MA01ABCD2X" },
  { "税号：91110108MA01ABCD2X", "91110108MA01ABCD2X" },
  { "纳税人识别号911101085923662400已停用", "911101085923662400" },
  { "old 110108592366240 number", "110108592366240" },
  { "身份证 11010519491231002X 号", "11010519491231002X" },
  { "NIP 1234563218", "1234563218" },
  { "NIP: 123-456-32-18", "123-456-32-18" },
  { "PL1234563218", "1234563218" },
  { "CNPJ 12.345.678/0001-95", "12.345.678/0001-95" },
  { "CNPJ 12345678000195", "12345678000195" },
  { "CNPJ 12.ABC.345/01DE-35", "12.ABC.345/01DE-35" },
  { "CPF 123.456.789-09", "123.456.789-09" },
  { "CPF 12345678909", "12345678909" },
  { "P.IVA IT12345678903", "12345678903" },
  { "p.iva 12345678903", "12345678903" },
  { "CF RSSMRA85T10A562S", "RSSMRA85T10A562S" },
  { "NIF 12345678Z", "12345678Z" },
  { "CIF B12345674", "B12345674" },
  { "NIE X1234567L", "X1234567L" },
  { "ESB12345674", "B12345674" },
  { "RFC GODE561231GR8", "GODE561231GR8" },
  { "RFC ABC680524P76", "ABC680524P76" },
  { "GSTIN 22AAAAA0000A1Z5", "22AAAAA0000A1Z5" },
  { "adószám 12345678-1-42", "12345678-1-42" },
  { "adószám: 12345678", "12345678" },
  { "HU12345678", "12345678" },
  { "CUI RO12345678", "RO12345678" },
  { "CUI: 18547290", "18547290" },
  { "VAT 310122393500003", "310122393500003" },
  { "USt-Id DE136695976", "136695976" },
  { "ATU12345678", "ATU12345678" },
  { "FR40303265045", "40303265045" },

  /* Accounts */
  { "IBAN DE89370400440532013000", "DE89370400440532013000" },
  { "IBAN DE89 3704 0044 0532 0130 00", "3704 0044 0532" },
  { "to GB82WEST12345698765432 now", "GB82WEST12345698765432" },
  { "card 4111 1111 1111 1111", "4111 1111 1111 1111" },
  { "card 4111-1111-1111-1111.", "1111-1111" },
  { "卡号6222020200112233448", "6222020200112233448" },
  { "银行账号：1100 1234 5678 9012", "5678 9012" },
  { "开户行及账号：工行中关村支行 0200001234", "0200001234" },

  /* Contacts */
  { "zoe.meyer+x@firma.de", "zoe.meyer" },
  { "mailto:zoe@firma.de?subject=x", "zoe@firma.de" },
  { "<zoe@localhost>", "zoe@localhost" },
  { "邮箱：张三@公司.中国", "张三@公司" },
  { "tel +49 170 1234567", "170 1234567" },
  { "call +8613812345678", "13812345678" },
  { "手机13812345678", "13812345678" },
  { "138-1234-5678", "138-1234-5678" },
  { "138 1234 5678", "1234 5678" },
  { "(021) 6234-5678", "6234-5678" },
  { "010-62345678转8001", "62345678" },
  { "phone: 555-123-4567", "555-123-4567" },
  { "Tel. 0511 / 87 65 43", "87 65 43" },
  { "电话：62345678", "62345678" },
  { "QQ：123456", "123456" },

  /* Names */
  { "user: zoe", "zoe" },
  { "username=zoe.meyer", "zoe.meyer" },
  { "{\"buyerName\":\"Kanzlei Meyer & Co\"}", "Kanzlei Meyer" },
  { "<cbc:RegistrationName>Kanzlei Meyer</cbc:RegistrationName>", "Kanzlei Meyer" },
  { "购买方名称：北京某某科技有限公司，金额", "北京某某" },
  { "上海甲乙商贸有限公司的发票", "上海甲乙" },
  { "开票人：张三，复核人：李四", "李四" },
  { "用户名：zhangsan", "zhangsan" },
  { "Dear Mr. Hans Meyer, ", "Hans Meyer" },
  { "Sehr geehrte Frau Meyer-Lüdenscheidt,", "Lüdenscheidt" },
  { "尊敬的王小明先生：您好", "王小明" },
  { "Hello ernestine-h, welcome", "ernestine-h" },
  { "on ernestine-laptop today", "ernestine-laptop" },

  /* Files */
  { "/home/zoe/Dokumente/Rechnung 7.pdf", "zoe" },
  { "open(/root/.config/app/key)", ".config/app" },
  { "file:///home/zoe/a.xml", "zoe" },
  { "~/Rechnungen/2026", "Rechnungen" },
  { "C:\\Users\\Zoe Meyer\\Desktop\\a.xml not found", "Zoe Meyer" },
  { "C:\\\\Users\\\\Zoe\\\\a.xml", "Zoe" },
  { "\\\\filer\\share\\zoe\\a.xlsx", "filer" },
  { "D:/开票/发票-张三.pdf", "张三" },
  { "发票-张三.pdf", "张三" },
  { "Rechnung_Meyer.xlsx", "Meyer" },
  { "/run/media/zoe/USB/x", "zoe" },

  /* Network */
  { "from 192.168.17.23 port 5", "192.168.17.23" },
  { "10.11.12.13:8080", "10.11.12.13" },
  { "172.20.1.2", "172.20.1.2" },
  { "100.70.1.2", "100.70.1.2" },
  { "169.254.7.7", "169.254.7.7" },
  { "fe80::21b:44ff:fe11:3ab7%eth0", "21b:44ff:fe11:3ab7" },
  { "[fd12:3456::7]:443", "fd12:3456::7" },
  { "your address 198.51.100.77 is blocked", "198.51.100.77" },
  { "2001:db8:77::5 blocked", "2001:db8:77::5" },
  { "::ffff:192.168.17.23", "192.168.17.23" },
  { "00:1b:44:11:3a:b7", "1b:44:11:3a" },
  { "00-1B-44-11-3A-B7", "1B-44-11-3A" },
  { "001b.4411.3ab7", "4411.3ab7" },
  { "mac=001b44113ab7", "001b44113ab7" },
  { "SSID: \"Meyer WLAN\"", "Meyer WLAN" },
  { "ssid=MeyerNetz", "MeyerNetz" },
  { "host pc-zoe.office.lan", "pc-zoe" },
  { "fileserver.corp", "fileserver.corp" },
  { "https://intranet/login", "intranet" },
  { "intranet.meyer-kanzlei.de answered", "meyer-kanzlei" },
  { "hostname: pc17", "pc17" },
  { "serial number: WX-1234", "WX-1234" },
  { "机器编号：661234567890", "661234567890" },

  /* Invoices */
  { "发票号码：24112000000012345678", "24112000000012345678" },
  { "invoice no: INV-2026-77", "INV-2026-77" },
  { "invoice 24112000000012345678 rejected", "24112000000012345678" },
  { "金额：45,678.90", "678.90" },
  { "\"payableAmount\": 45678.90", "45678.90" },
  { "共¥45,678.90已开", "45,678.90" },
  { "合计45,678.90元", "45,678.90" },
};

/* Public addresses and names are secret in the words of others, and not where they were measured;
 * and the names that only make_redactor() knows. */
static gboolean
is_public_where_measured (const Planted *it)
{
  static const char *const secrets[] = { "198.51.100.77", "2001:db8:77::5",   "meyer-kanzlei",
                                         "ernestine-h",   "ernestine-laptop", NULL };

  return g_strv_contains (secrets, it->secret);
}

static IfaRedactor *
make_redactor (void)
{
  IfaRedactor *redactor = ifa_redactor_new (IFA_REVEAL_NOTHING);

  ifa_redactor_allow_host (redactor, "api.invoice.example");
  ifa_redactor_add_known (redactor, IFA_DETAIL_NAME, "ernestine-h");
  ifa_redactor_add_known (redactor, IFA_DETAIL_HOST, "ernestine-laptop");
  return redactor;
}

static char *
encode_plain (const char *text)
{
  return g_strdup (text);
}

static char *
encode_percent (const char *text)
{
  GString *out = g_string_new (NULL);

  for (const char *p = text; *p != '\0'; p++)
    g_string_append_printf (out, "%%%02X", (guchar) *p);
  return g_string_free (out, FALSE);
}

static char *
encode_base64 (const char *text)
{
  return g_base64_encode ((const guchar *) text, strlen (text));
}

static char *
encode_json (const char *text)
{
  GString *out = g_string_new (NULL);

  for (const char *p = text; *p != '\0'; p = g_utf8_next_char (p))
    g_string_append_printf (out, "\\u%04x", g_utf8_get_char (p));
  return g_string_free (out, FALSE);
}

static char *
encode_html (const char *text)
{
  GString *out = g_string_new (NULL);

  for (const char *p = text; *p != '\0'; p = g_utf8_next_char (p))
    g_string_append_printf (out, p == text ? "&#%u;" : "&#x%x;", g_utf8_get_char (p));
  return g_string_free (out, FALSE);
}

static char *
encode_full_width (const char *text)
{
  GString *out = g_string_new (NULL);

  for (const char *p = text; *p != '\0'; p = g_utf8_next_char (p))
    {
      gunichar c = g_utf8_get_char (p);
      g_string_append_unichar (out, g_ascii_isalnum (*p) ? c - '!' + 0xff01 : c);
    }
  return g_string_free (out, FALSE);
}

static const struct
{
  const char *name;
  char *(*encode) (const char *text);
} encodings[] = {
  { "plain", encode_plain }, { "percent", encode_percent }, { "base64", encode_base64 },
  { "json", encode_json },   { "html", encode_html },
};

static gboolean
leaks (const char *shown, const Planted *it, const char *encoded_secret, const char *encoded)
{
  return strstr (shown, it->secret) != NULL || strstr (shown, encoded_secret) != NULL
         || (strlen (encoded) > 8 && strcmp (encoded, it->text) != 0
             && strstr (shown, encoded) != NULL);
}

/* Every secret, in every encoding, alone and in the middle of a sentence. */
static void
test_planted (gconstpointer data)
{
  char *(*encode) (const char *) = encodings[GPOINTER_TO_UINT (data)].encode;
  guint n = 0;

  for (guint i = 0; i < G_N_ELEMENTS (planted); i++)
    {
      g_autofree char *encoded = encode (planted[i].text);
      g_autofree char *encoded_secret = encode (planted[i].secret);
      const char *frames[] = { "%s", "Error 500: %s (see log)", "服务器返回 %s 请重试" };

      for (guint f = 0; f < G_N_ELEMENTS (frames); f++)
        {
          g_autoptr (IfaRedactor) redactor = make_redactor ();
          g_auto (GStrv) parts = g_strsplit (frames[f], "%s", 2);
          g_autofree char *text = g_strconcat (parts[0], encoded, parts[1], NULL);
          g_autofree char *shown = ifa_redactor_dup_text (redactor, text, IFA_HOSTS_STRICT);

          n++;
          g_assert_true (g_utf8_validate (shown, -1, NULL));
          if (leaks (shown, &planted[i], encoded_secret, encoded))
            {
              g_test_message ("“%s” became “%s”", text, shown);
              g_test_fail ();
            }
        }
    }
  g_test_message ("%u planted secrets", n);
}

/* What is written like this in a whole sentence of its own: the corpus on file. */
static void
test_corpus (void)
{
  g_autofree char *path
      = g_build_filename (g_getenv ("IFA_TEST_DATA"), "data", "secrets.tsv", NULL);
  g_autofree char *data = NULL;
  g_auto (GStrv) lines = NULL;
  guint n = 0;

  g_assert_true (g_file_get_contents (path, &data, NULL, NULL));
  lines = g_strsplit (data, "\n", -1);
  for (char **line = lines; *line != NULL; line++)
    {
      char *secret = **line != '#' ? strrchr (*line, '\t') : NULL;

      if (secret == NULL)
        continue;
      *secret++ = '\0';
      n++;
      for (guint i = 0; i < G_N_ELEMENTS (encodings); i++)
        {
          g_autoptr (IfaRedactor) redactor = make_redactor ();
          g_autofree char *encoded = encodings[i].encode (*line);
          g_autofree char *text = g_strconcat ("Error 500: ", encoded, " (see log)", NULL);
          g_autofree char *shown = ifa_redactor_dup_text (redactor, text, IFA_HOSTS_STRICT);

          if (strstr (shown, secret) != NULL || strstr (shown, encoded) != NULL)
            {
              g_test_message ("“%s” became “%s”", text, shown);
              g_test_fail ();
            }
        }
    }
  g_assert_cmpuint (n, >=, 300);
}

/* A long log is looked at in parts; no secret may lie where one ends. */
static void
test_long_text (void)
{
  static const char line[] = "2026-11-22 09:12:31 INFO call 13812345678, key K7 of 10.1.2.3\n";
  g_autoptr (IfaRedactor) redactor = make_redactor ();
  g_autoptr (GString) text = g_string_new (NULL);
  g_autofree char *shown = NULL;

  for (guint i = 0; i < 4000; i++)
    {
      g_string_append (text, line + i % 3);
      if (i % 400 == 0)
        g_string_append (text, "-----BEGIN PRIVATE KEY-----\n");
      for (guint k = 0; i % 400 == 0 && k < 600; k++)
        g_string_append (text, "MIIEvQIBADANBgkqhkiG9w0BAQEFAASCBKcwgg\n");
      if (i % 400 == 0)
        g_string_append (text, "-----END PRIVATE KEY-----\n");
    }
  shown = ifa_redactor_dup_text (redactor, text->str, IFA_HOSTS_STRICT);
  g_assert_null (strstr (shown, "13812345678"));
  g_assert_null (strstr (shown, "10.1.2.3"));
  g_assert_null (strstr (shown, "MIIEvQ"));
  g_assert_nonnull (strstr (shown, "phone-1"));
  g_assert_null (strstr (shown, "phone-2"));
}

static void
test_full_width (void)
{
  static const char *const secrets[]
      = { "13812345678", "91110108MA01ABCD2X", "6222020200112233448" };

  for (guint i = 0; i < G_N_ELEMENTS (secrets); i++)
    {
      g_autoptr (IfaRedactor) redactor = make_redactor ();
      g_autofree char *wide = encode_full_width (secrets[i]);
      g_autofree char *text = g_strconcat ("号码", wide, "有误", NULL);
      g_autofree char *shown = ifa_redactor_dup_text (redactor, text, IFA_HOSTS_STRICT);

      g_assert_null (strstr (shown, wide));
      g_assert_null (strstr (shown, secrets[i]));
    }
}

/* Two encodings on top of each other. */
static void
test_twice_encoded (void)
{
  g_autoptr (IfaRedactor) redactor = make_redactor ();
  g_autofree char *once = encode_percent ("zoe@firma.de");
  g_autofree char *twice = encode_percent (once);
  g_autofree char *base64 = encode_base64 (once);
  g_autofree char *a = ifa_redactor_dup_text (redactor, twice, IFA_HOSTS_STRICT);
  g_autofree char *b = ifa_redactor_dup_text (redactor, base64, IFA_HOSTS_STRICT);

  g_assert_cmpstr (a, ==, "email-1");
  g_assert_null (strstr (b, base64));
}

/* Probes keep the beginning of an answer; it may end in the middle of a secret. */
static void
test_cut_off (void)
{
  static const char filler[]
      = "The invoice service could not process your request at the moment. Please "
        "come back later, or turn to our support desk with this text: ";
  static const char *const secrets[] = { "13812345678", "4111111111111111", "zoe.meyer@firma.de" };

  for (guint i = 0; i < G_N_ELEMENTS (secrets); i++)
    for (gsize cut = strlen (secrets[i]); cut >= 10; cut--)
      {
        g_autoptr (IfaRedactor) redactor = make_redactor ();
        g_autofree char *text = g_strdup_printf ("%s%s%.*s", filler, filler, (int) cut, secrets[i]);
        g_autofree char *shown = ifa_redactor_dup_text (redactor, text, IFA_HOSTS_STRICT);
        g_autofree char *part = g_strndup (secrets[i], cut);

        g_assert_null (strstr (shown, part));
      }
}

/* What the vendor needs stays as it is. */
static void
test_kept (void)
{
  static const char *const kept[] = {
    "2026-11-22 09:12:31.123 INFO [main] Started in 3.25 s (PID 4711)",
    "2026-11-22T09:12:31+08:00 ERROR 50003",
    "20261122091231 1732267951 1732267951123",
    "java.net.UnknownHostException: api.invoice.example at com.foo.Bar.baz(Bar.java:123)",
    "nginx/1.18.0 (Ubuntu)",
    "Mozilla/5.0 (X11; Linux x86_64) Chrome/120.0.0.0 Safari/537.36",
    "application/json; charset=utf-8",
    "GET https://api.invoice.example:9443/v2/health HTTP/1.1",
    "request id: 4bf92f3577b34da6a3ce929d0e0e4736",
    "550e8400-e29b-41d4-a716-446655440000",
    "开票服务器连接异常，请稍后重试（错误代码 50003）",
    "127.0.0.1:8443 and ::1 and 0.0.0.0",
    "TLS 1.3, RSA-2048, sha256WithRSAEncryption",
    "/usr/lib/x86_64-linux-gnu/libssl.so.3: cannot open",
    "timeout=5000&",
    "private-address-1 talked to ipv6:private-address-2, email-3, secret-4",
    "password=secret-2",
    "\"token\":null,\"password\":\"\"",
    "HTTP 503 Service Unavailable, retry after 120 s",
    "99.95 % of 1,024 requests in 12 ms",
    "www.invoice.example",
  };

  for (guint i = 0; i < G_N_ELEMENTS (kept); i++)
    {
      g_autoptr (IfaRedactor) redactor = make_redactor ();
      g_autofree char *shown = ifa_redactor_dup_text (redactor, kept[i], IFA_HOSTS_STRICT);
      g_assert_cmpstr (shown, ==, kept[i]);
    }
}

static void
test_same_secret_same_placeholder (void)
{
  g_autoptr (IfaRedactor) redactor = make_redactor ();
  g_autofree char *shown
      = ifa_redactor_dup_text (redactor,
                               "+86 138 1234 5678, 138-1234-5678 13812345678; Zoe@Firma.de "
                               "zoe%40firma.de; DE89370400440532013000 DE89 3704 0044 0532 0130 00",
                               IFA_HOSTS_STRICT);

  g_assert_cmpstr (shown, ==, "phone-1, phone-2 phone-2; email-1 email-1; account-1 account-1");
}

static void
test_reveal (void)
{
  g_autoptr (IfaRedactor) redactor = ifa_redactor_new (IFA_REVEAL (IFA_DETAIL_ADDRESS));
  g_autoptr (IfaRedactor) all = ifa_redactor_new (~0u);
  g_autofree char *one
      = ifa_redactor_dup_text (redactor, "10.0.0.7 zoe@firma.de password=x1", IFA_HOSTS_STRICT);
  g_autofree char *other
      = ifa_redactor_dup_text (all, "10.0.0.7 zoe@firma.de password=x1", IFA_HOSTS_STRICT);

  g_assert_cmpstr (one, ==, "10.0.0.7 email-1 password=secret-1");
  /* A password is shown to nobody. */
  g_assert_cmpstr (other, ==, "10.0.0.7 zoe@firma.de password=secret-1");
  g_assert_cmpuint (ifa_redactor_get_n_hidden (redactor, IFA_DETAIL_CONTACT), ==, 1);
  g_assert_cmpuint (ifa_redactor_get_n_hidden (redactor, IFA_DETAIL_ADDRESS), ==, 0);
}

static void
set_string (IfaCheck *check, const IfaField *field, const char *text)
{
  gpointer at = G_STRUCT_MEMBER_P (check->facts, field->offset);
  const char *list[] = { text, NULL };

  if (field->type == IFA_FIELD_STRING || field->type == IFA_FIELD_ADDRESS)
    {
      g_free (*(char **) at);
      *(char **) at = g_strdup (text);
    }
  else if (field->type == IFA_FIELD_STRINGS || field->type == IFA_FIELD_ADDRESSES)
    {
      g_strfreev (*(char ***) at);
      *(char ***) at = g_strdupv ((char **) list);
    }
}

/* What the profile itself says is the vendor's own: these fields make a host or range known. */
static gboolean
is_profile_field (const IfaCheck *check, const IfaField *field)
{
  return (check->role != IFA_ROLE_NONE || check->type == &ifa_endpoint_facts)
         && (g_str_equal (field->name, "host") || g_str_equal (field->name, "url")
             || g_str_equal (field->name, "name")
             || g_str_equal (field->name, "expected_addresses"));
}

/* Each secret in every text of every kind of facts, and in everything that the person says; in
 * all formats that are text. */
static void
test_whole_report (void)
{
  static const IfaReportFormat formats[] = { IFA_REPORT_JSON, IFA_REPORT_TEXT, IFA_REPORT_HTML };

  for (guint i = 0; i < G_N_ELEMENTS (planted); i++)
    {
      g_autoptr (IfaEvidence) evidence = ifa_evidence_new ();
      g_autoptr (IfaReport) report = NULL;

      if (is_public_where_measured (&planted[i]))
        continue;
      for (const IfaFactsType *const *type = ifa_facts_types; *type != NULL; type++)
        {
          IfaCheck *check = ifa_check_new (*type, IFA_ROLE_SERVICE, "api");
          for (guint f = 0; f < (*type)->n_fields; f++)
            if (!is_profile_field (check, &(*type)->fields[f]))
              set_string (check, &(*type)->fields[f], planted[i].text);
          check->outcome = IFA_OUTCOME_FAILED;
          ifa_check_take_detail (check, g_strdup (planted[i].text));
          ifa_evidence_take (evidence, check);
        }
      report = ifa_report_new (evidence, 0, 0);
      report->note = g_strdup (planted[i].text);
      report->message = g_strdup (planted[i].text);
      report->since = g_strdup (planted[i].text);
      report->os = g_strdup (planted[i].text);
      report->desktop = g_strdup (planted[i].text);
      ifa_report_complete (report);

      for (guint f = 0; f < G_N_ELEMENTS (formats); f++)
        {
          g_autoptr (GBytes) bytes = ifa_report_render (report, formats[f], NULL);
          g_autofree char *shown
              = g_strndup (g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes));
          const char *found = strstr (shown, planted[i].secret);

          if (found != NULL)
            {
              g_test_message ("“%s” came through in format %u: %.90s", planted[i].text, formats[f],
                              MAX (found - 40, shown));
              g_test_fail ();
            }
        }
    }
}

/* Any bytes at all: no crash, valid out for valid in, and nothing more the second time. */
static void
test_any_text (void)
{
  static const char alphabet[] = "aZ09@:/.%\\&;=?#<>\"' -_+()[]{}~,\n\xe5\xbc\x80\xef\xbc\x9a";
  g_autoptr (GRand) rand = g_rand_new_with_seed (3);

  for (guint i = 0; i < 20000; i++)
    {
      g_autoptr (IfaRedactor) redactor = make_redactor ();
      g_autoptr (GString) text = g_string_new (NULL);
      g_autofree char *valid = NULL;
      g_autofree char *shown = NULL;

      for (int n = g_rand_int_range (rand, 0, 60); n > 0; n--)
        g_string_append_c (text, alphabet[g_rand_int_range (rand, 0, sizeof alphabet - 1)]);
      valid = g_utf8_make_valid (text->str, text->len);
      shown = ifa_redactor_dup_text (redactor, valid, IFA_HOSTS_STRICT);
      g_assert_true (g_utf8_validate (shown, -1, NULL));
      g_free (ifa_redactor_dup_text (redactor, text->str, IFA_HOSTS_STRICT));
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (encodings); i++)
    {
      g_autofree char *name = g_strconcat ("/redact/planted/", encodings[i].name, NULL);
      g_test_add_data_func (name, GUINT_TO_POINTER (i), test_planted);
    }
  g_test_add_func ("/redact/corpus", test_corpus);
  g_test_add_func ("/redact/long-text", test_long_text);
  g_test_add_func ("/redact/full-width", test_full_width);
  g_test_add_func ("/redact/twice-encoded", test_twice_encoded);
  g_test_add_func ("/redact/cut-off", test_cut_off);
  g_test_add_func ("/redact/kept", test_kept);
  g_test_add_func ("/redact/same-secret-same-placeholder", test_same_secret_same_placeholder);
  g_test_add_func ("/redact/reveal", test_reveal);
  g_test_add_func ("/redact/whole-report", test_whole_report);
  g_test_add_func ("/redact/any-text", test_any_text);
  return g_test_run ();
}
