/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright The Invoice First Aid authors */

/* What Chinese texts say without a colon: 用户张三, 密码“abc123”, 北京市朝阳区建国路88号. It runs
 * over what the patterns left, and only over foreign words. */

#include "redact-private.h"

#include <string.h>

#define CHARACTER 3 /* bytes of nearly all that are looked for here */
#define MAX_NAME_CHARACTERS 6

typedef enum
{
  HAS_WORD,   /* a quoted text, or letters and digits */
  HAS_PERSON, /* also a name: known by its first character, or set off by a blank */
  HAS_NAME,   /* also any text that is set off by a blank */
} Has;

typedef struct
{
  IfaDetail detail;
  const char *stem;
  Has has;
} Announced;

/* clang-format off */
static const struct
{
  Announced what;
  const char *words;
} announcing[] = {
  { { IFA_DETAIL_SECRET, "secret", HAS_WORD },
    "密码 口令 验证码 校验码 授权码 令牌 密钥 动态码" },
  { { IFA_DETAIL_HARDWARE, "hardware", HAS_WORD }, "序列号 设备号 机器编号 税控盘 盘号 机器号" },
  { { IFA_DETAIL_HARDWARE, "hardware", HAS_NAME }, "无线网络 无线网 热点" },
  { { IFA_DETAIL_CONTACT, "phone", HAS_WORD }, "微信 电话 手机 传真 座机 联系方式" },
  { { IFA_DETAIL_TAX_NUMBER, "tax-number", HAS_WORD }, "税号 识别号 信用代码 身份证" },
  { { IFA_DETAIL_ACCOUNT, "account", HAS_WORD }, "卡号 银行卡 账户 开户行" },
  { { IFA_DETAIL_NUMBER, "number", HAS_WORD }, "号码 发票 单号 订单 发票代码 人民币" },
  { { IFA_DETAIL_NAME, "name", HAS_PERSON },
    "用户 账号 帐号 操作员 操作人 开票员 开票人 复核人 复核 收款人 会计 出纳 经办人 联系人 "
    "法定代表人 法人 负责人 申请人 管理员 亲爱的 尊敬的 纳税人 个体工商户 购买方 销售方" },
  { { IFA_DETAIL_HOST, "host", HAS_NAME }, "主机 计算机 电脑 服务器名" },
};

static const char surnames[]
    = "王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗梁宋郑谢韩唐冯于董萧程曹袁邓许傅沈曾彭吕苏卢蒋蔡"
      "贾丁魏薛叶阎余潘杜戴夏钟汪田任姜范方石姚谭廖邹熊金陆郝孔白崔康毛邱秦江史顾侯邵孟龙万段雷钱"
      "汤尹黎易常武乔贺赖龚文欧司上官诸葛";

/* What ends a name, and what stands behind "用户" and names nobody. */
static const char particles[]
    = "的已不在未登您请和与或是为有无被将把可能到了吗呢请名需要没正系端数信管权组认密可输";

static const char capital_digits[] = "零壹贰叁肆伍陆柒捌玖拾佰仟万亿元圆角分整";
/* clang-format on */

static gboolean
is_one_of (const char *p, const char *end, const char *characters)
{
  if (end - p < CHARACTER || (guchar) *p < 0xe0)
    return FALSE;
  for (const char *c = characters; *c != '\0'; c += CHARACTER)
    if (memcmp (p, c, CHARACTER) == 0)
      return TRUE;
  return FALSE;
}

/* U+4E00 to U+9FFF. */
static gboolean
is_character (const char *p, const char *end)
{
  guchar first = (guchar) *p;

  return end - p >= CHARACTER && first >= 0xe4 && first <= 0xe9;
}

static GHashTable *
get_table (void)
{
  static gsize table = 0;

  if (g_once_init_enter (&table))
    {
      GHashTable *made = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
      for (gsize i = 0; i < G_N_ELEMENTS (announcing); i++)
        {
          g_auto (GStrv) words = g_strsplit (announcing[i].words, " ", -1);
          for (char **word = words; *word != NULL; word++)
            g_hash_table_insert (made, g_strdup (*word), (gpointer) &announcing[i].what);
        }
      g_once_init_leave (&table, (gsize) made);
    }
  return (GHashTable *) table;
}

/* Nearly all characters begin nothing that is looked for. */
#define BEGINNING(p) (((guchar) (p)[1] & 63) << 6 | ((guchar) (p)[2] & 63))
#define OTHER_BEGINNINGS "您你路街道巷弄壹贰叁肆伍陆柒捌玖拾"

static const guint8 *
get_beginnings (void)
{
  static gsize once = 0;
  static guint8 beginnings[64 * 64];

  if (g_once_init_enter (&once))
    {
      GHashTableIter iter;
      gpointer word;

      g_hash_table_iter_init (&iter, get_table ());
      while (g_hash_table_iter_next (&iter, &word, NULL))
        beginnings[BEGINNING ((const char *) word)] = 1;
      for (const char *p = OTHER_BEGINNINGS; *p != '\0'; p += CHARACTER)
        beginnings[BEGINNING (p)] = 1;
      g_once_init_leave (&once, 1);
    }
  return beginnings;
}

/* The longest announcing word at @p: two to five characters. */
static const Announced *
find_announcing (const IfaScan *scan, const char *p, const char **end)
{
  for (gsize n = 5; n >= 2; n--)
    {
      char key[5 * CHARACTER + 1];
      const Announced *found;

      if ((gsize) (scan->end - p) < n * CHARACTER)
        continue;
      memcpy (key, p, n * CHARACTER);
      key[n * CHARACTER] = '\0';
      found = g_hash_table_lookup (get_table (), key);
      if (found != NULL)
        {
          *end = p + n * CHARACTER;
          return found;
        }
    }
  return NULL;
}

typedef struct
{
  const char *start;
  gboolean is_quoted;
  gboolean is_apart; /* a blank or a sign stands between */
} Value;

static gsize
quote_length (const char *p, const char *end)
{
  static const char *const quotes[]
      = { "“", "”", "‘", "’", "「", "」", "『", "』", "【", "】", "《", "》", "\"", "'" };

  for (gsize i = 0; i < G_N_ELEMENTS (quotes); i++)
    if ((gsize) (end - p) >= strlen (quotes[i]) && memcmp (p, quotes[i], strlen (quotes[i])) == 0)
      return strlen (quotes[i]);
  return 0;
}

static Value
find_value (const IfaScan *scan, const char *p)
{
  static const char *const signs[] = { "：", "＝", "为", "是", ":", "=", " ", "\u3000" };
  Value value = { p, FALSE, FALSE };

  for (guint step = 0; step < 5; step++)
    {
      gsize n = quote_length (value.start, scan->end);

      value.is_quoted |= n > 0;
      for (gsize i = 0; n == 0 && i < G_N_ELEMENTS (signs); i++)
        if ((gsize) (scan->end - value.start) > strlen (signs[i])
            && memcmp (value.start, signs[i], strlen (signs[i])) == 0)
          {
            n = strlen (signs[i]);
            value.is_apart = TRUE;
          }
      if (n == 0)
        break;
      value.start += n;
    }
  return value;
}

static const char *
end_of_quoted (const IfaScan *scan, const char *p)
{
  const char *start = p;

  while (p < scan->end && *p != '\n' && quote_length (p, scan->end) == 0 && p - start < 96)
    p = g_utf8_next_char (p);
  return p < scan->end && *p != '\n' ? MIN (p, scan->end) : start;
}

/* Letters and digits, in groups where they are digits only. */
static const char *
end_of_word (const IfaScan *scan, const char *p)
{
  const char *end = p;

  while (end < scan->end
         && (g_ascii_isalnum (*end) || strchr ("._-@+", *end) != NULL
             || (*end == ' ' && end > p && g_ascii_isdigit (end[-1]) && scan->end - end > 1
                 && g_ascii_isdigit (end[1]))))
    end++;
  return end;
}

static gboolean
is_value (const Announced *what, IfaSpan word)
{
  guint n_digits = 0;
  guint n_marks = 0;

  for (const char *p = word.start; p < word.end; p++)
    {
      n_digits += g_ascii_isdigit (*p);
      n_marks += *p == '_' || *p == '-' || *p == '@';
    }
  /* A code of an error is short. */
  if (what->detail == IFA_DETAIL_NUMBER)
    return n_digits >= 7;
  return IFA_SPAN_LENGTH (word) >= 3 && (n_digits >= 3 || n_marks > 0);
}

/* Two or three characters that begin as names do; one with a blank before it may be longer. */
static const char *
end_of_name (const IfaScan *scan, const Value *value, Has has)
{
  const char *p = value->start;
  gboolean is_known = is_one_of (p, scan->end, surnames);
  guint most = value->is_apart ? MAX_NAME_CHARACTERS : 3;
  guint n = 0;

  if (has == HAS_WORD || (!is_known && !value->is_apart) || is_one_of (p, scan->end, particles))
    return value->start;
  if (has == HAS_PERSON && !is_known)
    return value->start;
  for (; n < most && is_character (p, scan->end) && !is_one_of (p, scan->end, particles); n++)
    p += CHARACTER;
  return n >= 2 ? p : value->start;
}

static const char *
hide_announced (IfaScan *scan, const char *end, const Announced *what)
{
  Value value = find_value (scan, end);
  IfaSpan span = { value.start, value.start };

  if (value.start >= scan->end)
    return end;
  if (value.is_quoted)
    span.end = end_of_quoted (scan, value.start);
  else if (is_character (value.start, scan->end))
    span.end = end_of_name (scan, &value, what->has);
  else
    {
      span.end = end_of_word (scan, value.start);
      if (!is_value (what, span) && !(what->has == HAS_NAME && value.is_apart))
        return end;
    }
  if (span.end <= span.start || ifa_redactor_is_placeholder (scan->redactor, span))
    return end;
  ifa_scan_hide (scan, span, what->detail, what->stem, span);
  return span.end;
}

/* 张三您好 */
static const char *
hide_greeted (IfaScan *scan, const char *p)
{
  IfaSpan name = { p, p };

  for (guint n = 0; n < 3 && name.start - CHARACTER >= MAX (scan->copied, scan->text)
                    && is_character (name.start - CHARACTER, scan->end);
       n++)
    {
      name.start -= CHARACTER;
      if (n > 0 && is_one_of (name.start, scan->end, surnames))
        break;
    }
  if (name.end - name.start >= 2 * CHARACTER && is_one_of (name.start, scan->end, surnames))
    ifa_scan_hide (scan, name, IFA_DETAIL_NAME, "name", name);
  return p + 2 * CHARACTER;
}

/* 建国路88号…: from the beginning of the run to what stands behind the number. */
static const char *
hide_postal_address (IfaScan *scan, const char *road)
{
  const char *p = road + CHARACTER;
  IfaSpan address = { road, NULL };

  while (p < scan->end && (g_ascii_isdigit (*p) || *p == '-' || *p == ' '))
    p++;
  if (p == road + CHARACTER || !is_one_of (p, scan->end, "号弄巷栋幢楼"))
    return road + CHARACTER;
  while (p < scan->end
         && (g_ascii_isalnum (*p) || is_one_of (p, scan->end, "号弄巷栋幢楼单元室层座")))
    p += g_ascii_isalnum (*p) ? 1 : CHARACTER;
  address.end = p;
  while (address.start - CHARACTER >= MAX (scan->copied, scan->text)
         && is_character (address.start - CHARACTER, scan->end))
    address.start -= CHARACTER;
  ifa_scan_hide (scan, address, IFA_DETAIL_NAME, "postal-address", address);
  return p;
}

/* 肆万伍仟陆佰元整 */
static const char *
hide_capital_amount (IfaScan *scan, const char *p)
{
  IfaSpan amount = { p, p };

  while (is_one_of (amount.end, scan->end, capital_digits))
    amount.end += CHARACTER;
  if (IFA_SPAN_LENGTH (amount) < 4 * CHARACTER)
    return p + CHARACTER;
  ifa_scan_hide (scan, amount, IFA_DETAIL_NUMBER, "amount", amount);
  return amount.end;
}

static const char *
scan_character (IfaScan *scan, const char *p)
{
  const char *end = NULL;
  const Announced *what = get_beginnings ()[BEGINNING (p)] ? find_announcing (scan, p, &end) : NULL;

  if (!get_beginnings ()[BEGINNING (p)])
    return p + CHARACTER;
  if (what != NULL)
    return hide_announced (scan, end, what);
  if (is_one_of (p, scan->end, "您你") && is_one_of (p + CHARACTER, scan->end, "好"))
    return hide_greeted (scan, p);
  if (is_one_of (p, scan->end, "路街道巷弄"))
    return hide_postal_address (scan, p);
  if (is_one_of (p, scan->end, "壹贰叁肆伍陆柒捌玖拾"))
    return hide_capital_amount (scan, p);
  return p + CHARACTER;
}

/* The next byte beyond ASCII; most of a log is passed over eight bytes at a time. */
static const char *
find_wide (const char *p, const char *end)
{
  while (end - p >= 8)
    {
      guint64 eight;

      memcpy (&eight, p, sizeof eight);
      if ((eight & G_GUINT64_CONSTANT (0x8080808080808080)) != 0)
        break;
      p += 8;
    }
  while (p < end && (guchar) *p < 0x80)
    p++;
  return p;
}

/**
 * ifa_scan_chinese:
 * @self: the redactor
 * @text: foreign words
 * @length: bytes of @text
 *
 * Returns: (transfer full) (nullable): @text without what Chinese words announce; `NULL` where
 *   that is nothing
 */
char *
ifa_scan_chinese (IfaRedactor *self, const char *text, gsize length)
{
  IfaScan scan = { self, text, text + length, text, NULL, IFA_HOSTS_STRICT, 0 };
  const char *p = find_wide (text, scan.end);

  if (p == scan.end || !g_utf8_validate (text, length, NULL))
    return NULL;
  while (p < scan.end)
    if (is_character (p, scan.end))
      p = scan_character (&scan, p);
    else
      p = find_wide (p + 1, scan.end);

  if (scan.out == NULL)
    return NULL;
  g_string_append_len (scan.out, scan.copied, scan.end - scan.copied);
  return g_string_free (scan.out, FALSE);
}
