/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright The Invoice First Aid authors */

/* "password=…", "税号：…", <buyer>…</buyer>: a word announces what comes behind it. */

#include "redact-private.h"

#include <string.h>

#define MAX_KEY_BYTES 48
#define MAX_KEY_CHARACTERS 10

#define ROW(key, DETAIL, stem, EXTENT) \
  { \
    key, IFA_DETAIL_##DETAIL, stem, IFA_VALUE_##EXTENT \
  }

/* clang-format off */
static const IfaKey keys[] = {
  ROW ("authorization", SECRET, "secret", LINE), ROW ("proxyauthorization", SECRET, "secret", LINE),
  ROW ("cookie", SECRET, "secret", LINE), ROW ("setcookie", SECRET, "secret", LINE),
  ROW ("cookies", SECRET, "secret", LINE),
  ROW ("password", SECRET, "secret", WORD), ROW ("passwd", SECRET, "secret", WORD),
  ROW ("passwort", SECRET, "secret", WORD), ROW ("pwd", SECRET, "secret", WORD),
  ROW ("pass", SECRET, "secret", WORD), ROW ("passphrase", SECRET, "secret", PHRASE),
  ROW ("pin", SECRET, "secret", WORD), ROW ("pincode", SECRET, "secret", WORD),
  ROW ("secret", SECRET, "secret", WORD), ROW ("clientsecret", SECRET, "secret", WORD),
  ROW ("appsecret", SECRET, "secret", WORD), ROW ("secretkey", SECRET, "secret", WORD),
  ROW ("token", SECRET, "secret", WORD), ROW ("accesstoken", SECRET, "secret", WORD),
  ROW ("refreshtoken", SECRET, "secret", WORD), ROW ("idtoken", SECRET, "secret", WORD),
  ROW ("authtoken", SECRET, "secret", WORD), ROW ("xauthtoken", SECRET, "secret", WORD),
  ROW ("sessiontoken", SECRET, "secret", WORD), ROW ("csrftoken", SECRET, "secret", WORD),
  ROW ("xcsrftoken", SECRET, "secret", WORD), ROW ("xsrftoken", SECRET, "secret", WORD),
  ROW ("apikey", SECRET, "secret", WORD), ROW ("xapikey", SECRET, "secret", WORD),
  ROW ("appkey", SECRET, "secret", WORD), ROW ("accesskey", SECRET, "secret", WORD),
  ROW ("privatekey", SECRET, "secret", LINE), ROW ("licensekey", SECRET, "secret", WORD),
  ROW ("licencekey", SECRET, "secret", WORD), ROW ("ocpapimsubscriptionkey", SECRET, "secret", WORD),
  ROW ("session", SECRET, "secret", WORD), ROW ("sessionid", SECRET, "secret", WORD),
  ROW ("sid", SECRET, "secret", WORD), ROW ("jsessionid", SECRET, "secret", WORD),
  ROW ("phpsessid", SECRET, "secret", WORD), ROW ("aspnetsessionid", SECRET, "secret", WORD),
  ROW ("bearer", SECRET, "secret", WORD), ROW ("basic", SECRET, "secret", WORD),
  ROW ("signature", SECRET, "secret", WORD), ROW ("sign", SECRET, "secret", WORD),
  ROW ("credential", SECRET, "secret", WORD), ROW ("credentials", SECRET, "secret", WORD),
  ROW ("otp", SECRET, "secret", WORD), ROW ("totp", SECRET, "secret", WORD),
  ROW ("cvv", SECRET, "secret", WORD), ROW ("ticket", SECRET, "secret", WORD),
  ROW ("jwt", SECRET, "secret", WORD), ROW ("auth", SECRET, "secret", PHRASE),
  ROW ("密码", SECRET, "secret", WORD), ROW ("口令", SECRET, "secret", WORD),
  ROW ("令牌", SECRET, "secret", WORD), ROW ("密钥", SECRET, "secret", WORD),
  ROW ("验证码", SECRET, "secret", WORD), ROW ("授权码", SECRET, "secret", WORD),
  ROW ("签名", SECRET, "secret", WORD),

  ROW ("user", NAME, "name", PHRASE), ROW ("username", NAME, "name", PHRASE),
  ROW ("userid", NAME, "name", WORD), ROW ("uid", NAME, "name", WORD),
  ROW ("login", NAME, "name", WORD), ROW ("loginname", NAME, "name", WORD),
  ROW ("loginid", NAME, "name", WORD), ROW ("account", NAME, "name", WORD),
  ROW ("accountname", NAME, "name", PHRASE), ROW ("owner", NAME, "name", PHRASE),
  ROW ("operator", NAME, "name", PHRASE), ROW ("contact", NAME, "name", PHRASE),
  ROW ("contactname", NAME, "name", PHRASE), ROW ("name", NAME, "name", PHRASE),
  ROW ("fullname", NAME, "name", PHRASE), ROW ("firstname", NAME, "name", PHRASE),
  ROW ("lastname", NAME, "name", PHRASE), ROW ("surname", NAME, "name", PHRASE),
  ROW ("realname", NAME, "name", PHRASE), ROW ("displayname", NAME, "name", PHRASE),
  ROW ("customer", NAME, "name", PHRASE), ROW ("customername", NAME, "name", PHRASE),
  ROW ("client", NAME, "name", PHRASE), ROW ("clientname", NAME, "name", PHRASE),
  ROW ("buyer", NAME, "name", PHRASE), ROW ("buyername", NAME, "name", PHRASE),
  ROW ("seller", NAME, "name", PHRASE), ROW ("sellername", NAME, "name", PHRASE),
  ROW ("payer", NAME, "name", PHRASE), ROW ("payee", NAME, "name", PHRASE),
  ROW ("taxpayer", NAME, "name", PHRASE), ROW ("taxpayername", NAME, "name", PHRASE),
  ROW ("company", NAME, "name", PHRASE), ROW ("companyname", NAME, "name", PHRASE),
  ROW ("employee", NAME, "name", PHRASE), ROW ("author", NAME, "name", PHRASE),
  ROW ("sender", NAME, "name", PHRASE), ROW ("recipient", NAME, "name", PHRASE),
  ROW ("registrationname", NAME, "name", PHRASE), ROW ("legalname", NAME, "name", PHRASE),
  ROW ("gfmc", NAME, "name", PHRASE), ROW ("xfmc", NAME, "name", PHRASE),
  ROW ("kpr", NAME, "name", PHRASE), ROW ("skr", NAME, "name", PHRASE), ROW ("fhr", NAME, "name", PHRASE),
  ROW ("nsrmc", NAME, "name", PHRASE), ROW ("dlmc", NAME, "name", PHRASE),
  ROW ("用户", NAME, "name", PHRASE), ROW ("用户名", NAME, "name", PHRASE),
  ROW ("姓名", NAME, "name", PHRASE), ROW ("名称", NAME, "name", PHRASE),
  ROW ("联系人", NAME, "name", PHRASE), ROW ("经办人", NAME, "name", PHRASE),
  ROW ("开票人", NAME, "name", PHRASE), ROW ("收款人", NAME, "name", PHRASE),
  ROW ("复核人", NAME, "name", PHRASE), ROW ("操作员", NAME, "name", PHRASE),
  ROW ("购买方", NAME, "name", PHRASE), ROW ("销售方", NAME, "name", PHRASE),
  ROW ("购方", NAME, "name", PHRASE), ROW ("销方", NAME, "name", PHRASE),
  ROW ("客户", NAME, "name", PHRASE), ROW ("纳税人", NAME, "name", PHRASE),
  ROW ("法定代表人", NAME, "name", PHRASE), ROW ("账号", NAME, "name", WORD),
  ROW ("帐号", NAME, "name", WORD), ROW ("登录名", NAME, "name", WORD),
  ROW ("公司", NAME, "name", PHRASE), ROW ("单位", NAME, "name", PHRASE),
  ROW ("企业", NAME, "name", PHRASE), ROW ("负责人", NAME, "name", PHRASE),
  ROW ("street", NAME, "postal-address", PHRASE), ROW ("streetname", NAME, "postal-address", PHRASE),
  ROW ("postaladdress", NAME, "postal-address", PHRASE),
  ROW ("homeaddress", NAME, "postal-address", PHRASE),
  ROW ("billingaddress", NAME, "postal-address", PHRASE),
  ROW ("地址", NAME, "postal-address", PHRASE), ROW ("住址", NAME, "postal-address", PHRASE),
  ROW ("地址电话", NAME, "postal-address", PHRASE), ROW ("地址、电话", NAME, "postal-address", PHRASE),

  ROW ("host", HOST, "host", WORD), ROW ("hostname", HOST, "host", WORD),
  ROW ("computer", HOST, "host", WORD), ROW ("computername", HOST, "host", WORD),
  ROW ("machine", HOST, "host", WORD), ROW ("machinename", HOST, "host", WORD),
  ROW ("workstation", HOST, "host", WORD), ROW ("domain", HOST, "host", WORD),
  ROW ("searchdomain", HOST, "host", WORD), ROW ("devicename", HOST, "host", PHRASE),
  ROW ("pcname", HOST, "host", WORD), ROW ("netbios", HOST, "host", WORD),
  ROW ("主机名", HOST, "host", WORD), ROW ("计算机名", HOST, "host", WORD),
  ROW ("电脑名", HOST, "host", WORD), ROW ("设备名", HOST, "host", PHRASE),

  ROW ("ssid", HARDWARE, "hardware", PHRASE), ROW ("essid", HARDWARE, "hardware", PHRASE),
  ROW ("bssid", HARDWARE, "hardware", WORD), ROW ("wifi", HARDWARE, "hardware", PHRASE),
  ROW ("wlan", HARDWARE, "hardware", PHRASE), ROW ("wifiname", HARDWARE, "hardware", PHRASE),
  ROW ("networkname", HARDWARE, "hardware", PHRASE), ROW ("mac", HARDWARE, "hardware", WORD),
  ROW ("macaddress", HARDWARE, "hardware", WORD), ROW ("hwaddr", HARDWARE, "hardware", WORD),
  ROW ("hardwareaddress", HARDWARE, "hardware", WORD), ROW ("serial", HARDWARE, "hardware", WORD),
  ROW ("serialnumber", HARDWARE, "hardware", WORD), ROW ("serialno", HARDWARE, "hardware", WORD),
  ROW ("sn", HARDWARE, "hardware", WORD), ROW ("deviceid", HARDWARE, "hardware", WORD),
  ROW ("machineid", HARDWARE, "hardware", WORD), ROW ("machineno", HARDWARE, "hardware", WORD),
  ROW ("imei", HARDWARE, "hardware", WORD), ROW ("jqbh", HARDWARE, "hardware", WORD),
  ROW ("序列号", HARDWARE, "hardware", WORD), ROW ("设备号", HARDWARE, "hardware", WORD),
  ROW ("机器编号", HARDWARE, "hardware", WORD), ROW ("税控盘号", HARDWARE, "hardware", WORD),
  ROW ("盘号", HARDWARE, "hardware", WORD), ROW ("无线网络", HARDWARE, "hardware", PHRASE),

  ROW ("email", CONTACT, "email", WORD), ROW ("mail", CONTACT, "email", WORD),
  ROW ("emailaddress", CONTACT, "email", WORD), ROW ("邮箱", CONTACT, "email", WORD),
  ROW ("邮件", CONTACT, "email", WORD),
  ROW ("phone", CONTACT, "phone", PHRASE), ROW ("phonenumber", CONTACT, "phone", PHRASE),
  ROW ("tel", CONTACT, "phone", PHRASE), ROW ("telephone", CONTACT, "phone", PHRASE),
  ROW ("mobile", CONTACT, "phone", PHRASE), ROW ("cell", CONTACT, "phone", PHRASE),
  ROW ("fax", CONTACT, "phone", PHRASE), ROW ("手机", CONTACT, "phone", PHRASE),
  ROW ("手机号", CONTACT, "phone", PHRASE), ROW ("手机号码", CONTACT, "phone", PHRASE),
  ROW ("电话", CONTACT, "phone", PHRASE), ROW ("传真", CONTACT, "phone", PHRASE),
  ROW ("微信", CONTACT, "phone", WORD), ROW ("微信号", CONTACT, "phone", WORD), ROW ("qq", CONTACT, "phone", WORD),

  ROW ("taxno", TAX_NUMBER, "tax-number", WORD), ROW ("taxnumber", TAX_NUMBER, "tax-number", WORD),
  ROW ("taxid", TAX_NUMBER, "tax-number", WORD), ROW ("taxcode", TAX_NUMBER, "tax-number", WORD),
  ROW ("taxpayerid", TAX_NUMBER, "tax-number", WORD), ROW ("taxpayerno", TAX_NUMBER, "tax-number", WORD),
  ROW ("tin", TAX_NUMBER, "tax-number", WORD), ROW ("vat", TAX_NUMBER, "tax-number", WORD),
  ROW ("vatid", TAX_NUMBER, "tax-number", WORD), ROW ("vatno", TAX_NUMBER, "tax-number", WORD),
  ROW ("vatnumber", TAX_NUMBER, "tax-number", WORD), ROW ("nip", TAX_NUMBER, "tax-number", WORD),
  ROW ("regon", TAX_NUMBER, "tax-number", WORD), ROW ("cnpj", TAX_NUMBER, "tax-number", WORD),
  ROW ("cpf", TAX_NUMBER, "tax-number", WORD), ROW ("piva", TAX_NUMBER, "tax-number", WORD),
  ROW ("partitaiva", TAX_NUMBER, "tax-number", WORD), ROW ("codicefiscale", TAX_NUMBER, "tax-number", WORD),
  ROW ("nif", TAX_NUMBER, "tax-number", WORD), ROW ("cif", TAX_NUMBER, "tax-number", WORD),
  ROW ("nie", TAX_NUMBER, "tax-number", WORD), ROW ("rfc", TAX_NUMBER, "tax-number", WORD),
  ROW ("gstin", TAX_NUMBER, "tax-number", WORD), ROW ("pan", TAX_NUMBER, "tax-number", WORD),
  ROW ("adószám", TAX_NUMBER, "tax-number", WORD), ROW ("adoszam", TAX_NUMBER, "tax-number", WORD),
  ROW ("cui", TAX_NUMBER, "tax-number", WORD), ROW ("cnp", TAX_NUMBER, "tax-number", WORD),
  ROW ("steuernummer", TAX_NUMBER, "tax-number", WORD), ROW ("ustid", TAX_NUMBER, "tax-number", WORD),
  ROW ("siret", TAX_NUMBER, "tax-number", WORD), ROW ("siren", TAX_NUMBER, "tax-number", WORD),
  ROW ("nsrsbh", TAX_NUMBER, "tax-number", WORD), ROW ("xfsh", TAX_NUMBER, "tax-number", WORD),
  ROW ("gfsh", TAX_NUMBER, "tax-number", WORD), ROW ("税号", TAX_NUMBER, "tax-number", WORD),
  ROW ("纳税人识别号", TAX_NUMBER, "tax-number", WORD), ROW ("识别号", TAX_NUMBER, "tax-number", WORD),
  ROW ("信用代码", TAX_NUMBER, "tax-number", WORD), ROW ("身份证", TAX_NUMBER, "tax-number", WORD),
  ROW ("身份证号", TAX_NUMBER, "tax-number", WORD), ROW ("idcard", TAX_NUMBER, "tax-number", WORD),
  ROW ("companyid", TAX_NUMBER, "tax-number", WORD),

  ROW ("iban", ACCOUNT, "account", PHRASE), ROW ("accountno", ACCOUNT, "account", PHRASE),
  ROW ("accountnumber", ACCOUNT, "account", PHRASE), ROW ("bankaccount", ACCOUNT, "account", PHRASE),
  ROW ("cardno", ACCOUNT, "account", PHRASE), ROW ("cardnumber", ACCOUNT, "account", PHRASE),
  ROW ("银行账号", ACCOUNT, "account", PHRASE), ROW ("银行帐号", ACCOUNT, "account", PHRASE),
  ROW ("账户", ACCOUNT, "account", PHRASE), ROW ("开户行", ACCOUNT, "account", PHRASE),
  ROW ("开户行及账号", ACCOUNT, "account", PHRASE), ROW ("卡号", ACCOUNT, "account", PHRASE),
  ROW ("开户银行", ACCOUNT, "account", PHRASE), ROW ("yhzh", ACCOUNT, "account", PHRASE),

  ROW ("invoiceno", NUMBER, "number", WORD), ROW ("invoicenumber", NUMBER, "number", WORD),
  ROW ("invoicecode", NUMBER, "number", WORD), ROW ("invoiceid", NUMBER, "number", WORD),
  ROW ("orderno", NUMBER, "number", WORD), ROW ("ordernumber", NUMBER, "number", WORD),
  ROW ("fphm", NUMBER, "number", WORD), ROW ("fpdm", NUMBER, "number", WORD),
  ROW ("发票号码", NUMBER, "number", WORD), ROW ("发票号", NUMBER, "number", WORD),
  ROW ("发票代码", NUMBER, "number", WORD), ROW ("订单号", NUMBER, "number", WORD),
  ROW ("amount", NUMBER, "amount", WORD), ROW ("totalamount", NUMBER, "amount", WORD),
  ROW ("payableamount", NUMBER, "amount", WORD), ROW ("金额", NUMBER, "amount", WORD),
  ROW ("价税合计", NUMBER, "amount", WORD), ROW ("合计", NUMBER, "amount", WORD),
  ROW ("税额", NUMBER, "amount", WORD), ROW ("hjje", NUMBER, "amount", WORD), ROW ("jshj", NUMBER, "amount", WORD),
};

/* What a vendor finds a request by. */
static const char *const id_names[]
    = { "requestid", "xrequestid", "traceid", "correlationid", "xcorrelationid", "rayid", "cfray",
        "incidentid", "supportid", "eventid", "errorid", "reference", "transactionid", "spanid",
        "activityid", "请求号", "流水号", NULL };
/* clang-format on */

static GHashTable *
get_table (void)
{
  static gsize table = 0;

  if (g_once_init_enter (&table))
    {
      GHashTable *made = g_hash_table_new (g_str_hash, g_str_equal);
      for (gsize i = 0; i < G_N_ELEMENTS (keys); i++)
        g_hash_table_insert (made, (gpointer) keys[i].key, (gpointer) &keys[i]);
      g_once_init_leave (&table, (gsize) made);
    }
  return (GHashTable *) table;
}

/* Lower case, without - _ . and blanks: "X-Api-Key", "api_key" and "Api Key" are one. */
static gboolean
normalise (IfaSpan name, char key[MAX_KEY_BYTES])
{
  gsize n = 0;

  for (const char *p = name.start; p < name.end; p++)
    {
      if (strchr ("-_. ", *p) != NULL)
        continue;
      if (n == MAX_KEY_BYTES - 1)
        return FALSE;
      key[n++] = g_ascii_tolower (*p);
    }
  key[n] = '\0';
  return n > 0;
}

/* Chinese words aren't set apart: the key is the longest end of the run that is one. */
static const IfaKey *
lookup_end_of_run (GHashTable *table, const char *key)
{
  const char *p = key;
  glong n = g_utf8_strlen (key, -1);

  if (n > MAX_KEY_CHARACTERS)
    p = g_utf8_offset_to_pointer (key, n - MAX_KEY_CHARACTERS);
  for (; *p != '\0'; p = g_utf8_next_char (p))
    {
      const IfaKey *found = (guchar) *p >= 0x80 ? g_hash_table_lookup (table, p) : NULL;
      if (found != NULL)
        return found;
    }
  return NULL;
}

/**
 * ifa_key_lookup:
 * @name: the word before a colon or equals sign
 *
 * Returns: (nullable): what it announces
 */
const IfaKey *
ifa_key_lookup (IfaSpan name)
{
  char key[MAX_KEY_BYTES];
  GHashTable *table = get_table ();
  const IfaKey *found;

  /* Chinese text has no blanks: only the end of a long run can be the key. */
  if (IFA_SPAN_LENGTH (name) >= MAX_KEY_BYTES && (guchar) name.end[-1] >= 0x80)
    for (name.start = name.end - MAX_KEY_BYTES + 4; ((guchar) *name.start & 0xc0) == 0x80;)
      name.start++;
  if (IFA_SPAN_LENGTH (name) < 2 || !normalise (name, key))
    return NULL;
  found = g_hash_table_lookup (table, key);
  if (found != NULL || (guchar) key[strlen (key) - 1] < 0x80 || !g_utf8_validate (key, -1, NULL))
    return found;
  return lookup_end_of_run (table, key);
}

/**
 * ifa_key_names_an_id:
 * @name: the word before a colon or equals sign
 *
 * Returns: whether a request's id follows, by which the vendor finds it in his log
 */
gboolean
ifa_key_names_an_id (IfaSpan name)
{
  char key[MAX_KEY_BYTES];

  return IFA_SPAN_LENGTH (name) >= 5 && normalise (name, key) && g_strv_contains (id_names, key);
}
