/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright The Invoice First Aid authors */

/* "password=…", "税号：…", <buyer>…</buyer>: a word announces what comes behind it. */

#include "redact-private.h"

#include <string.h>

#define MAX_KEY_BYTES 48
#define MAX_KEY_CHARACTERS 10

/* clang-format off */
static const struct
{
  IfaKey what;
  const char *words; /* lower case, without - _ and blanks */
} keys[] = {
  { { IFA_DETAIL_SECRET, "secret", IFA_VALUE_LINE },
    "authorization proxyauthorization cookie setcookie cookies privatekey" },
  { { IFA_DETAIL_SECRET, "secret", IFA_VALUE_WORD },
    "password passwd passwort pwd pass pin pincode secret clientsecret appsecret "
    "secretkey token accesstoken refreshtoken idtoken authtoken xauthtoken sessiontoken "
    "csrftoken xcsrftoken xsrftoken apikey xapikey appkey accesskey licensekey licencekey "
    "authkey xauthkey apisecret privatetoken passcode secretaccesskey encryptionkey mima pswd "
    "ocpapimsubscriptionkey session sessionid sid jsessionid phpsessid aspnetsessionid "
    "bearer basic signature sign credential credentials otp totp cvv ticket jwt 密码 口令 "
    "令牌 密钥 验证码 授权码 签名 kennwort contraseña clave senha depasse motdepasse "
    "hasło jelszó parola parolă awssecretaccesskey connectionstring" },
  { { IFA_DETAIL_SECRET, "secret", IFA_VALUE_PHRASE },
    "passphrase auth" },
  { { IFA_DETAIL_NAME, "name", IFA_VALUE_PHRASE },
    "user username accountname owner operator contact contactname name fullname firstname "
    "lastname surname realname displayname customer customername client clientname buyer "
    "buyername seller sellername payer payee taxpayer taxpayername company companyname "
    "employee author sender recipient registrationname legalname gfmc xfmc kpr skr fhr "
    "nsrmc dlmc 用户 用户名 姓名 名称 联系人 经办人 开票人 收款人 复核人 操作员 购买方 "
    "销售方 购方 销方 客户 纳税人 法定代表人 公司 单位 企业 负责人 benutzer benutzername "
    "usuario utilisateur utente użytkownik felhasználó utilizator nome nom nombre kunde "
    "kundenname cliente klient ügyfél firma azienda empresa razónsocial ragionesociale "
    "denominazione denominação razãosocial név nazwa nume 收件人 寄件人 签收人 申请人 "
    "法人 员工 会计" },
  { { IFA_DETAIL_NAME, "name", IFA_VALUE_WORD },
    "userid uid login loginname loginid account 账号 帐号 登录名" },
  { { IFA_DETAIL_NAME, "postal-address", IFA_VALUE_PHRASE },
    "street streetname postaladdress homeaddress billingaddress 地址 住址 地址电话 "
    "地址、电话" },
  { { IFA_DETAIL_HOST, "host", IFA_VALUE_WORD },
    "host hostname computer computername machine machinename workstation domain "
    "searchdomain pcname netbios 主机名 计算机名 电脑名" },
  { { IFA_DETAIL_HOST, "host", IFA_VALUE_PHRASE },
    "devicename 设备名" },
  { { IFA_DETAIL_HARDWARE, "hardware", IFA_VALUE_PHRASE },
    "ssid essid wifi wlan wifiname networkname 无线网络" },
  { { IFA_DETAIL_HARDWARE, "hardware", IFA_VALUE_WORD },
    "bssid mac macaddress hwaddr hardwareaddress serial serialnumber serialno sn deviceid "
    "machineid machineno imei jqbh 序列号 设备号 机器编号 税控盘号 盘号 servicetag "
    "assettag uuid udid" },
  { { IFA_DETAIL_CONTACT, "email", IFA_VALUE_WORD },
    "email mail emailaddress 邮箱 邮件" },
  { { IFA_DETAIL_CONTACT, "phone", IFA_VALUE_PHRASE },
    "phone phonenumber tel telephone mobile cell fax 手机 手机号 手机号码 电话 传真" },
  { { IFA_DETAIL_CONTACT, "phone", IFA_VALUE_WORD },
    "微信 微信号 qq" },
  { { IFA_DETAIL_TAX_NUMBER, "tax-number", IFA_VALUE_WORD },
    "taxno taxnumber taxid taxcode taxpayerid taxpayerno tin vat vatid vatno vatnumber "
    "nip regon cnpj cpf piva partitaiva codicefiscale nif cif nie rfc gstin pan adószám "
    "adoszam cui cnp steuernummer ustid siret siren nsrsbh xfsh gfsh 税号 纳税人识别号 "
    "识别号 信用代码 身份证 身份证号 idcard companyid steuernr codfiscal cuit rut nit ein "
    "ssn ustidnr taxpayeridentificationnumber creditcode uscc sh nsrsbm" },
  { { IFA_DETAIL_ACCOUNT, "account", IFA_VALUE_PHRASE },
    "iban accountno accountnumber bankaccount cardno cardnumber 银行账号 银行帐号 账户 "
    "开户行 开户行及账号 卡号 开户银行 yhzh kontonummer konto accountiban numerodeconta "
    "bankaccountnumber" },
  { { IFA_DETAIL_NUMBER, "number", IFA_VALUE_WORD },
    "invoiceno invoicenumber invoicecode invoiceid orderno ordernumber fphm fpdm 发票号码 "
    "发票号 发票代码 订单号 invoicenum invnum invno rechnungsnummer rechnung factura "
    "fattura numerofactura documentnumber docno fpdmhm" },
  { { IFA_DETAIL_NUMBER, "amount", IFA_VALUE_WORD },
    "amount totalamount payableamount 金额 价税合计 合计 税额 hjje jshj total subtotal "
    "grandtotal betrag importe importo valor kwota" },
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
      GHashTable *made = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
      for (gsize i = 0; i < G_N_ELEMENTS (keys); i++)
        {
          g_auto (GStrv) words = g_strsplit (keys[i].words, " ", -1);
          for (char **word = words; *word != NULL; word++)
            g_hash_table_insert (made, g_strdup (*word), (gpointer) &keys[i].what);
        }
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
      if (*p == ' ' || *p == '-' || *p == '_' || *p == '.')
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

/* "AWS_SECRET_ACCESS_KEY", "dbPassword": the end of a longer name tells as much, where what it
 * tells is grave. Ends of other names are too common: "threadName". */
static const IfaKey *
lookup_last_part (GHashTable *table, IfaSpan name)
{
  char key[MAX_KEY_BYTES];

  for (const char *p = name.start + 1; p < name.end - 2; p++)
    {
      gboolean is_boundary = p[-1] == '_' || p[-1] == '-' || p[-1] == '.'
                             || (g_ascii_islower (p[-1]) && g_ascii_isupper (*p));
      const IfaKey *found = NULL;

      if (is_boundary && normalise ((IfaSpan){ p, name.end }, key))
        found = g_hash_table_lookup (table, key);
      if (found != NULL && found->detail != IFA_DETAIL_NAME && found->detail != IFA_DETAIL_HOST)
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
  if (found != NULL)
    return found;
  if ((guchar) key[strlen (key) - 1] >= 0x80)
    return g_utf8_validate (key, -1, NULL) ? lookup_end_of_run (table, key) : NULL;
  return lookup_last_part (table, name);
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
  char last = IFA_SPAN_LENGTH (name) > 0 ? g_ascii_tolower (name.end[-1]) : 0;

  /* "…id", "reference", "cf-ray", or Chinese. */
  if (last != 'd' && last != 'e' && last != 'y' && (guchar) last < 0x80)
    return FALSE;
  return IFA_SPAN_LENGTH (name) >= 5 && normalise (name, key) && g_strv_contains (id_names, key);
}
