/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright The Invoice First Aid authors */

#include "explain-advice.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "causes.h"
#include "pattern.h"

/* How far a verb may stand from what it acts on, in bytes. */
#define MAX_DISTANCE 48

/* How far before the verb a "not" may stand. */
#define MAX_NEGATION_DISTANCE 24

typedef struct
{
  const char *code; /* translatable: what the advice wants */
  const char *warning;
  const char *steps[4];
  const char *alone[20]; /* lower case; any of them is enough */
  const char *verbs[20]; /* or any of these near any of the things */
  const char *things[20];
} Advice;

#define STEP_DO_NOT N_ ("Do not follow this advice. If you already have, tell your IT colleague.")
#define STEP_CHECK_FIRST N_ ("Start the check here: it finds the cause without changing anything.")

static const char *const negations[]
    = { "do not ", "don't ", "don’t ", "must not ", "should not ", "never ",
        "不要",    "切勿",   "请勿",   "不得",      "勿",          NULL };

static const Advice advices[] = {
  {
      N_ ("Changing the invoice database by hand"),
      N_ ("Changing the invoice database by hand can destroy invoices for good, and can make "
          "your books differ from what the tax office has. Nobody may do that but the vendor."),
      { STEP_DO_NOT, N_ ("Make a copy of your unsent invoices before anybody touches anything."),
        STEP_CHECK_FIRST },
      { "update invoice", "alter table", "drop table", "truncate table", "delete from", "update fp",
        NULL },
      { "修改", "更改", "手动改", "执行", NULL },
      { "数据库表", "发票状态字段", "发票表", "sql语句", "sql 语句", NULL },
  },
  {
      N_ ("Switching off the firewall or the antivirus program"),
      N_ ("Switching off the firewall or the antivirus program does not repair the connection, "
          "and leaves this computer, with your tax certificate in it, open to attacks. If a rule "
          "blocks the service, IT can add an exception for it alone."),
      {
          STEP_DO_NOT,
          STEP_CHECK_FIRST,
          N_ ("If the check finds that a rule blocks the service, send the ready message to your "
              "IT colleague."),
      },
      { "netsh advfirewall set allprofiles state off", "ufw disable", "systemctl stop firewalld",
        "setenforce 0", NULL },
      { "turn off", "turning off", "switch off", "disable", "disabling", "deactivate", "stop",
        "uninstall", "exit", "quit", "关闭", "关掉", "停用", "禁用", "卸载", "退出", NULL },
      { "firewall", "antivirus", "anti-virus", "virus scanner", "windows defender",
        "security software", "防火墙", "杀毒", "安全软件", "安全卫士", "病毒防护", NULL },
  },
  {
      N_ ("Entering a foreign public address book (such as 8.8.8.8)"),
      N_ ("Foreign public look-up services such as 8.8.8.8 are often slow or not reachable, do "
          "not know your company's own addresses, and can lead to wrong ones. If the “address "
          "book” of your network has a fault, the check says so, and IT can repair it."),
      { STEP_DO_NOT, STEP_CHECK_FIRST },
      { "8.8.8.8", "8.8.4.4", "1.1.1.1", "1.0.0.1", "9.9.9.9", "208.67.222.222", "208.67.220.220",
        "2001:4860:4860::8888", "2606:4700:4700::1111", NULL },
      { NULL },
      { NULL },
  },
  {
      N_ ("Deleting the invoicing program's data folder"),
      N_ ("The invoices that were not sent yet are in the invoicing program's data folder. "
          "Deleting it, or installing the program anew over it, can lose them for good."),
      { STEP_DO_NOT, N_ ("Make a copy of your unsent invoices before anybody touches anything."),
        STEP_CHECK_FIRST },
      { "rm -rf", "rmdir /s", "del /s", "format c:", "重装开票软件", "重新安装开票软件",
        "开票软件卸载", "卸载开票软件", "重装系统", "格式化", "reinstall the invoicing program",
        "reinstall the program", "reinstall the software", NULL },
      { "delete", "deleting", "remove", "removing", "empty", "clear", "wipe", "reinstall",
        "uninstall", "删除", "删掉", "删了", "清空", "清除", "卸载", "重装", NULL },
      { "data folder", "data directory", "program's folder", "application data", "appdata",
        "database file", "数据目录", "数据文件夹", "数据库", "安装目录", "软件目录", "开票数据",
        "本地数据", "cc3268.dll", NULL },
  },
  {
      N_ ("Switching off the check of the security certificate"),
      N_ ("Switching off the check of the security certificate makes the error go away and lets "
          "strangers read and change your invoices and passwords. The reason for the error must "
          "be repaired instead."),
      { STEP_DO_NOT, STEP_CHECK_FIRST },
      { "verify=false", "verify = false", "curl -k", "--insecure", "--no-check-certificate",
        "node_tls_reject_unauthorized", "rejectunauthorized", "insecureskipverify",
        "curlopt_ssl_verifypeer", "servercertificatevalidationcallback", "pythonhttpsverify",
        "trustallcerts", "trust all certificates", "信任所有证书", "http.sslverify false", NULL },
      { "disable", "disabling", "turn off", "switch off", "skip", "ignore", "bypass", "关闭",
        "禁用", "跳过", "忽略", "绕过", "取消", NULL },
      { "certificate check", "certificate verification", "certificate validation",
        "ssl verification", "ssl verify", "tls verification", "certificate error",
        "certificate warning", "证书验证", "证书校验", "证书检查", "证书错误", "证书警告",
        "ssl验证", "ssl校验", NULL },
  },
  {
      N_ ("Accepting an unknown certificate"),
      N_ ("Who accepts an unknown certificate lets a stranger step between your computer and the "
          "service. A certificate may only be installed from the official page of the tax office "
          "or the vendor."),
      { STEP_DO_NOT, STEP_CHECK_FIRST },
      { "proceed anyway", "continue anyway", "accept the risk", "advanced → continue", "继续前往",
        "继续浏览此网站", "接受风险并继续", "thisisunsafe", NULL },
      { "accept", "trust", "install", "接受", "信任", "安装", NULL },
      { "unknown certificate", "untrusted certificate", "self-signed certificate", "未知证书",
        "不明证书", "来历不明的证书", "自签名证书", NULL },
  },
  {
      N_ ("Switching outdated encryption on again"),
      N_ ("Old encryption (SSL 3, TLS 1.0, TLS 1.1) can be broken by others. Switching it on "
          "again endangers every connection of this computer. The service or the invoicing "
          "program must be updated instead."),
      { STEP_DO_NOT, STEP_CHECK_FIRST },
      { NULL },
      { "enable", "enabling", "turn on", "switch on", "tick", "启用", "勾选", "开启", "打开",
        NULL },
      { "tls 1.0", "tls1.0", "tls 1.1", "ssl 3", "ssl3", "ssl 2", "ssl2", NULL },
  },
  {
      N_ ("Setting the computer's date back"),
      N_ ("Changing the date to get around an expired certificate or a limit gives your invoices "
          "a wrong date and can block the tax device. Only the right date and time are safe."),
      { STEP_DO_NOT,
        N_ ("Set the clock to the right time, best by switching on automatic date and time."),
        STEP_CHECK_FIRST },
      { NULL },
      { "set back", "turn back", "change back", "roll back", "改回", "往前调", "调到上个月", "调回",
        "往回调", NULL },
      { "date", "clock", "system time", "日期", "时间", "时钟", NULL },
  },
};

/* "If it does not work, switch the firewall off" forbids nothing: a comma ends what "not" covers.
 */
static gboolean
reaches (const char *negation_end, const char *verb)
{
  for (const char *c = negation_end; c < verb; c = g_utf8_next_char (c))
    if (g_unichar_ispunct (g_utf8_get_char (c)))
      return FALSE;

  return TRUE;
}

static gboolean
is_negated (const char *text, const char *verb)
{
  const char *from = verb - text > MAX_NEGATION_DISTANCE ? verb - MAX_NEGATION_DISTANCE : text;

  for (guint i = 0; negations[i] != NULL; i++)
    {
      const char *at = g_strrstr_len (from, verb - from, negations[i]);

      if (at != NULL && reaches (at + strlen (negations[i]), verb))
        return TRUE;
    }
  return FALSE;
}

static gboolean
is_near (const char *verb, gsize verb_length, const char *thing, gsize thing_length)
{
  if (thing >= verb)
    return thing - verb <= (gssize) verb_length + MAX_DISTANCE;

  return verb - thing <= (gssize) thing_length + MAX_DISTANCE;
}

static gboolean
has_near (const char *text, const char *verb, const char *at, const char *const *things)
{
  const char *from = at - text > 2 * MAX_DISTANCE ? at - 2 * MAX_DISTANCE : text;

  for (guint i = 0; things[i] != NULL; i++)
    {
      const char *thing = ifa_pattern_find (text, from, things[i]);

      if (thing != NULL && is_near (at, strlen (verb), thing, strlen (things[i])))
        return TRUE;
    }
  return FALSE;
}

static gboolean
advises_pair (const char *text, const Advice *advice)
{
  for (guint i = 0; advice->verbs[i] != NULL; i++)
    {
      const char *verb = advice->verbs[i];

      for (const char *at = ifa_pattern_find (text, text, verb); at != NULL;
           at = ifa_pattern_find (text, at + 1, verb))
        if (!is_negated (text, at) && has_near (text, verb, at, advice->things))
          return TRUE;
    }
  return FALSE;
}

static gboolean
advises (const char *text, const Advice *advice)
{
  for (guint i = 0; advice->alone[i] != NULL; i++)
    {
      const char *at = ifa_pattern_find (text, text, advice->alone[i]);
      if (at != NULL && !is_negated (text, at))
        return TRUE;
    }
  return advises_pair (text, advice);
}

static IfaExplanation *
explanation_new (const Advice *advice)
{
  IfaExplanation *explanation = g_new0 (IfaExplanation, 1);
  g_autoptr (GStrvBuilder) steps = g_strv_builder_new ();

  for (guint i = 0; advice->steps[i] != NULL; i++)
    g_strv_builder_add (steps, _ (advice->steps[i]));

  explanation->code = g_strdup (_ (advice->code));
  explanation->about = IFA_ABOUT_UNKNOWN;
  explanation->title = g_strdup (_ ("This advice can do harm"));
  explanation->explanation = g_strdup (_ (advice->warning));
  explanation->warning = g_strdup (_ (advice->warning));
  explanation->steps = g_strv_builder_end (steps);
  return explanation;
}

/**
 * ifa_advice_find:
 * @text: a prepared text: lower case, one blank between words
 * @explanations: (element-type IfaExplanation): gets one for each dangerous advice in @text
 *
 * "Do not switch off the firewall" is no such advice.
 */
void
ifa_advice_find (const char *text, GPtrArray *explanations)
{
  for (guint i = 0; i < G_N_ELEMENTS (advices); i++)
    if (advises (text, &advices[i]))
      g_ptr_array_add (explanations, explanation_new (&advices[i]));
}
