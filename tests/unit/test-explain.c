/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright The Invoice First Aid authors */

#include <string.h>

#include "catalogue.h"
#include "explain.h"
#include "meanings.h"

typedef struct
{
  const char *text;
  const char *code;  /* NULL: any */
  const char *cause; /* NULL: none */
  IfaAbout about;
} Message;

/* As programs print them. */
static const Message messages[] = {
  /* names */
  { "java.net.UnknownHostException: api.invoice.example", "UnknownHostException",
    "dns-name-not-found", IFA_ABOUT_CONNECTION },
  { "System.Net.WebException: The remote name could not be resolved: 'api.invoice.example'", NULL,
    "dns-name-not-found", IFA_ABOUT_CONNECTION },
  { "System.Net.WebException: 未能解析此远程名称: “api.invoice.example”", NULL,
    "dns-name-not-found", IFA_ABOUT_CONNECTION },
  { "Error: getaddrinfo ENOTFOUND api.invoice.example", NULL, "dns-name-not-found",
    IFA_ABOUT_CONNECTION },
  { "socket.gaierror: [Errno -3] Temporary failure in name resolution", NULL,
    "dns-server-unreachable", IFA_ABOUT_CONNECTION },
  { "curl: (6) Could not resolve host: api.invoice.example", NULL, "dns-name-not-found",
    IFA_ABOUT_CONNECTION },
  { "12007", "WinINet 12007", "dns-name-not-found", IFA_ABOUT_CONNECTION },
  /* connections */
  { "java.net.ConnectException: Connection refused (Connection refused)", "Connection refused",
    "service-refuses-connection", IFA_ABOUT_CONNECTION },
  { "connect ECONNREFUSED 192.0.2.7:8443", "ECONNREFUSED", "service-refuses-connection",
    IFA_ABOUT_CONNECTION },
  { "由于目标计算机积极拒绝，无法连接。 192.0.2.7:8443", NULL, "service-refuses-connection",
    IFA_ABOUT_CONNECTION },
  { "java.net.SocketTimeoutException: connect timed out", NULL, "service-no-answer",
    IFA_ABOUT_CONNECTION },
  { "由于连接方在一段时间后没有正确答复或连接的主机没有反应，连接尝试失败。", NULL,
    "service-no-answer", IFA_ABOUT_CONNECTION },
  { "错误代码：12002", "WinINet 12002", "service-no-answer", IFA_ABOUT_CONNECTION },
  { "[Errno 101] Network is unreachable", NULL, "no-default-route", IFA_ABOUT_CONNECTION },
  { "网络通信异常", NULL, NULL, IFA_ABOUT_CONNECTION },
  { "连接受理服务器失败", NULL, NULL, IFA_ABOUT_CONNECTION },
  { "Error: socket hang up", NULL, NULL, IFA_ABOUT_CONNECTION },
  { "代理服务器端口不能为空", "代理服务器端口不能为空", NULL, IFA_ABOUT_CONNECTION },
  { "读取服务器地址配置信息失败", NULL, NULL, IFA_ABOUT_CONNECTION },
  /* certificates */
  { "javax.net.ssl.SSLHandshakeException: sun.security.validator.ValidatorException: PKIX path "
    "building failed: sun.security.provider.certpath.SunCertPathBuilderException: unable to find "
    "valid certification path to requested target",
    NULL, "certificate-untrusted-issuer", IFA_ABOUT_CONNECTION },
  { "javax.net.ssl.SSLHandshakeException: java.security.cert.CertificateExpiredException: "
    "NotAfter: Thu Nov 20 23:59:59 CST 2025",
    NULL, "certificate-expired", IFA_ABOUT_CONNECTION },
  { "The request was aborted: Could not create SSL/TLS secure channel.", NULL,
    "tls-handshake-failed", IFA_ABOUT_CONNECTION },
  { "请求被中止: 未能创建 SSL/TLS 安全通道。", NULL, "tls-handshake-failed", IFA_ABOUT_CONNECTION },
  { "基础连接已经关闭: 未能为 SSL/TLS 安全通道建立信任关系。", NULL, NULL, IFA_ABOUT_CONNECTION },
  { "WebException Status: TrustFailure", "TrustFailure", NULL, IFA_ABOUT_CONNECTION },
  { "ssl.SSLCertVerificationError: [SSL: CERTIFICATE_VERIFY_FAILED] certificate verify failed: "
    "unable to get local issuer certificate (_ssl.c:1006)",
    NULL, "certificate-untrusted-issuer", IFA_ABOUT_CONNECTION },
  { "ssl.SSLCertVerificationError: [SSL: CERTIFICATE_VERIFY_FAILED] certificate verify failed: "
    "certificate has expired (_ssl.c:1006)",
    NULL, "certificate-expired", IFA_ABOUT_CONNECTION },
  { "Error [ERR_TLS_CERT_ALTNAME_INVALID]: Hostname/IP does not match certificate's altnames", NULL,
    "certificate-wrong-name", IFA_ABOUT_CONNECTION },
  { "DEPTH_ZERO_SELF_SIGNED_CERT", NULL, "certificate-self-signed", IFA_ABOUT_CONNECTION },
  { "*** Fatal error: The certificate is NOT trusted. The certificate issuer is unknown.", NULL,
    "certificate-untrusted-issuer", IFA_ABOUT_CONNECTION },
  { "12045", "WinINet 12045", "certificate-untrusted-issuer", IFA_ABOUT_CONNECTION },
  { "error:0A00042E:SSL routines::tlsv1 alert protocol version", NULL, "tls-version-unsupported",
    IFA_ABOUT_CONNECTION },
  { "error:14094412:SSL routines:ssl3_read_bytes:sslv3 alert bad certificate", NULL,
    "client-certificate-missing", IFA_ABOUT_LOGIN },
  { "因数字证书异常，已停止网络连接。请修改安全接入服务器地址或重启开票软件！", NULL,
    "client-certificate-expired", IFA_ABOUT_LOGIN },
  /* answers */
  { "503", "HTTP 503", "service-overloaded", IFA_ABOUT_CONNECTION },
  { "HTTP/1.1 502", "HTTP 502", "service-gateway-error", IFA_ABOUT_CONNECTION },
  { "The remote server returned an error: (500) Internal Server Error.", NULL, "service-error",
    IFA_ABOUT_CONNECTION },
  { "远程服务器返回错误: (504) 网关超时。", NULL, "service-gateway-error", IFA_ABOUT_CONNECTION },
  { "504 Gateway Time-out", NULL, "service-gateway-error", IFA_ABOUT_CONNECTION },
  { "Request failed with status code 429", "HTTP 429", "service-rate-limited",
    IFA_ABOUT_CONNECTION },
  { "no healthy upstream", NULL, "service-gateway-error", IFA_ABOUT_CONNECTION },
  { "受理服务器没有返回数据。", NULL, "empty-response", IFA_ABOUT_CONNECTION },
  { "服务器返回为空", NULL, "empty-response", IFA_ABOUT_CONNECTION },
  { "curl: (52) Empty reply from server", NULL, "empty-response", IFA_ABOUT_CONNECTION },
  { "SyntaxError: Unexpected token < in JSON at position 0", NULL, "invalid-response",
    IFA_ABOUT_CONNECTION },
  { "Rejeição 656: Consumo Indevido", NULL, "service-rate-limited", IFA_ABOUT_CONNECTION },
  { "Rejeição: Duplicidade de NF-e", NULL, "invoice-may-be-issued", IFA_ABOUT_CONTENT },
  { "登录失败，密码错误", NULL, "login-rejected", IFA_ABOUT_LOGIN },
  { "HTTP 407 Proxy Authentication Required", NULL, "proxy-auth-required", IFA_ABOUT_LOGIN },
  /* the tax disk's driver */
  { "12057", "WinINet 12057", "revocation-unknown", IFA_ABOUT_CONNECTION },
  { "0x80072EE7", "0x80072ee7", "dns-name-not-found", IFA_ABOUT_CONNECTION },
  { "Exception from HRESULT: 0x800B0109", "0x800b0109", "certificate-untrusted-issuer",
    IFA_ABOUT_CONNECTION },
  { "SocketException (10061)", "WinSock 10061", "service-refuses-connection",
    IFA_ABOUT_CONNECTION },
  { "发票已超过离线开具时长，请联网上传", NULL, "offline-limit-reached", IFA_ABOUT_LIMITS },
  { "JSK246:到了离线锁死日,上月有已开未上传发票", "JSK246", "offline-limit-reached",
    IFA_ABOUT_LIMITS },
  { "JSK247", "JSK247", "offline-limit-reached", IFA_ABOUT_LIMITS },
  { "错误 jsk-0250", "JSK250", "unsent-invoices-waiting", IFA_ABOUT_LIMITS },
  { "离线发票总金额超过离线开具限额", NULL, "offline-limit-reached", IFA_ABOUT_LIMITS },
  { "没有完成征期抄报税", NULL, NULL, IFA_ABOUT_LIMITS },
  { "JSK1002:报税盘状态标志异常", "JSK1002", NULL, IFA_ABOUT_DEVICE },
  { "未连接报税盘", NULL, "token-not-found", IFA_ABOUT_DEVICE },
  /* the invoice */
  { "购买方税号错误，请核对", NULL, "invoice-content-rejected", IFA_ABOUT_CONTENT },
  { "商品名称长度超过92个字节", NULL, "invoice-content-rejected", IFA_ABOUT_CONTENT },
  { "No space left on device", NULL, "disk-full", IFA_ABOUT_DEVICE },
};

/* Bare numbers, amounts and words that only look like something. */
static const char *const unknown_texts[] = {
  "",
  " \n",
  "1002",
  "246",
  "50003",
  "090104",
  "-1",
  "204",
  "656",
  "E-4711",
  "The amount is 12007.00",
  "Invoice 1503 of 2,503 items",
  "10.0.0.503",
  "port 12007",
  "version 1.12002",
  "refusedness",
  "JSK9999",
  "报税成功",
  "SF20503",
  "order 503 was shipped",
  "12,007",
  "0x12007",
};

static const char *
name_of (const char *text)
{
  return text != NULL ? text : "(none)";
}

static void
test_messages (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (messages); i++)
    {
      const Message *message = &messages[i];
      g_autoptr (GPtrArray) explanations = ifa_explain (message->text);
      const IfaExplanation *first = g_ptr_array_index (explanations, 0);

      g_test_message ("%s: %s, %s", message->text, first->code, name_of (first->cause));
      g_assert_cmpstr (first->cause, ==, message->cause);
      g_assert_cmpint (first->about, ==, message->about);
      g_assert_null (first->warning);
      if (message->code != NULL)
        g_assert_cmpstr (first->code, ==, message->code);
    }
}

static void
test_unknown_stays_unknown (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (unknown_texts); i++)
    {
      g_autoptr (GPtrArray) explanations = ifa_explain (unknown_texts[i]);
      const IfaExplanation *first = g_ptr_array_index (explanations, 0);

      g_test_message ("%s: %s", unknown_texts[i], first->code);
      g_assert_cmpuint (explanations->len, ==, 1);
      g_assert_cmpint (first->about, ==, IFA_ABOUT_UNKNOWN);
      g_assert_null (first->cause);
      g_assert_null (first->warning);
      g_assert_cmpuint (g_strv_length (first->steps), >=, 2);
    }
}

static void
test_everything_is_whole (void)
{
  const IfaPatternTable *const tables[] = { &ifa_connection_patterns, &ifa_service_patterns };

  for (guint t = 0; t < G_N_ELEMENTS (tables); t++)
    for (guint i = 0; i < tables[t]->n_patterns; i++)
      {
        const IfaPattern *pattern = &tables[t]->patterns[i];
        const IfaMeaning *meaning = ifa_meaning_get (pattern->meaning);
        g_autoptr (GPtrArray) explanations = ifa_explain (pattern->pattern);
        const IfaExplanation *first = g_ptr_array_index (explanations, 0);

        g_test_message ("%s", pattern->pattern);
        g_assert_cmpint (meaning->id, ==, pattern->meaning);
        g_assert_cmpint (first->about, ==, meaning->about);
        g_assert_cmpint (first->about, !=, IFA_ABOUT_UNKNOWN);
        g_assert_cmpuint (g_strv_length (first->steps), >=, 2);
        g_assert_false (g_str_has_suffix (first->title, "."));
        g_assert_true (first->cause == NULL || ifa_cause_lookup (first->cause) != NULL);
      }
}

static const char *const dangerous[] = {
  "UPDATE invoice SET status=5 WHERE id = 1",
  "Just run ALTER TABLE on it",
  "If it does not work, turn off the firewall and try again.",
  "请先关闭防火墙和杀毒软件，再重新开票",
  "把360安全卫士退出后重试",
  "Set your DNS to 8.8.8.8 (or 8.8.4.4).",
  "删除开票软件的数据文件夹后重装",
  "Delete the program's data folder and reinstall it.",
  "requests.get(url, verify=False)",
  "curl -k https://api.invoice.example",
  "忽略证书错误，继续访问",
  "NODE_TLS_REJECT_UNAUTHORIZED=0",
  "Enable TLS 1.0 in the Internet options",
  "把系统日期改回上个月就可以开票了",
  "sudo rm -rf ~/.local/share/example",
};

static const char *const harmless[] = {
  "Do not turn off the firewall.",
  "Never disable the antivirus program",
  "请勿关闭防火墙",
  "不要删除数据文件夹",
  "The firewall reports a blocked connection to 18.8.8.8",
  "Version 1.1.1.10 installed",
  "stop. Nothing else was said here, and a long time after that somebody spoke of a firewall",
};

static guint
count_warnings (const char *text)
{
  g_autoptr (GPtrArray) explanations = ifa_explain (text);
  guint n_warnings = 0;

  for (guint i = 0; i < explanations->len; i++)
    {
      const IfaExplanation *explanation = g_ptr_array_index (explanations, i);
      n_warnings += explanation->warning != NULL ? 1 : 0;
    }
  return n_warnings;
}

static void
test_dangerous_advice (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (dangerous); i++)
    {
      g_test_message ("%s", dangerous[i]);
      g_assert_cmpuint (count_warnings (dangerous[i]), >=, 1);
    }
  for (guint i = 0; i < G_N_ELEMENTS (harmless); i++)
    {
      g_test_message ("%s", harmless[i]);
      g_assert_cmpuint (count_warnings (harmless[i]), ==, 0);
    }
}

/* The order: what warns, then what says most. */
static void
test_order (void)
{
  g_autoptr (GPtrArray) explanations
      = ifa_explain ("无法连接到服务器。 HTTP 503 Service Unavailable。请关闭防火墙后重试");
  const IfaExplanation *first = g_ptr_array_index (explanations, 0);
  const IfaExplanation *second = g_ptr_array_index (explanations, 1);

  g_assert_cmpuint (explanations->len, ==, 2);
  g_assert_nonnull (first->warning);
  g_assert_cmpstr (second->cause, ==, "service-overloaded");
}

static void
test_wrapped_and_wide (void)
{
  g_autoptr (GPtrArray) wrapped = ifa_explain ("Temporary failure in\r\n   name\tresolution");
  g_autoptr (GPtrArray) wide = ifa_explain ("ＨＴＴＰ　５０３");

  g_assert_cmpstr (((IfaExplanation *) wrapped->pdata[0])->cause, ==, "dns-server-unreachable");
  g_assert_cmpstr (((IfaExplanation *) wide->pdata[0])->cause, ==, "service-overloaded");
}

static void
test_hostile_texts (void)
{
  static const char *const seeds[]
      = { "connection ", "503 ",     "jsk",  "\377\376",     "12007",
          "turn off ",   "8.8.8.8 ", "关闭", "\xef\xb7\xba", "{host}" };
  gint64 started_us = g_get_monotonic_time ();

  for (guint i = 0; i < G_N_ELEMENTS (seeds); i++)
    {
      g_autoptr (GString) text = g_string_new (NULL);
      g_autoptr (GPtrArray) explanations = NULL;

      while (text->len < 300000)
        g_string_append (text, seeds[i]);
      explanations = ifa_explain (text->str);
      g_assert_cmpuint (explanations->len, >=, 1);
      g_assert_cmpuint (explanations->len, <=, 16);
      for (guint j = 0; j < explanations->len; j++)
        {
          const IfaExplanation *explanation = g_ptr_array_index (explanations, j);
          g_assert_true (g_utf8_validate (explanation->code, -1, NULL));
          g_assert_cmpuint (strlen (explanation->code), <, 400);
        }
    }

  /* Bounded, not timed: minutes would be the sign of a search that explodes. */
  g_assert_cmpint (g_get_monotonic_time () - started_us, <, 60 * G_USEC_PER_SEC);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/explain/messages", test_messages);
  g_test_add_func ("/explain/unknown-stays-unknown", test_unknown_stays_unknown);
  g_test_add_func ("/explain/everything-is-whole", test_everything_is_whole);
  g_test_add_func ("/explain/dangerous-advice", test_dangerous_advice);
  g_test_add_func ("/explain/order", test_order);
  g_test_add_func ("/explain/wrapped-and-wide", test_wrapped_and_wide);
  g_test_add_func ("/explain/hostile-texts", test_hostile_texts);

  return g_test_run ();
}
