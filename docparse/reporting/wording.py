"""The words of the results in Chinese."""

from __future__ import annotations

from collections.abc import Mapping

STATUSES: Mapping[str, str] = {
    "covered": "已覆盖",
    "partial": "部分覆盖",
    "missing": "缺失",
    "conflict": "相抵触",
    "not_applicable": "不适用",
}
CHECKS: Mapping[str, str] = {"target": "指标", "deadline": "时限", "agency": "牵头单位", "body": "机构"}
VERDICTS: Mapping[str, str] = {
    "met": "相符",
    "weaker": "弱于上级",
    "later": "晚于上级",
    "absent": "未见对应",
    "stronger": "高于上级",
    "incomparable": "不可比",
}
STANDINGS: Mapping[str, str] = {
    "met": "达到",
    "short": "不足",
    "over": "超限",
    "aspirational": "仅为力争",
    "counted": "计入",
    "absent": "未提出",
    "no_plan": "未附计划",
    "incomparable": "不可比",
}
CHANGES: Mapping[str, str] = {"moved": "移动", "added": "新增", "dropped": "删去", "reworded": "改写"}
RECORD_CHANGES: Mapping[str, str] = {"added": "新增", "dropped": "删去", "replaced": "接替", "changed": "变更"}
REVISED: Mapping[str, str] = {"member": "人员", "target": "指标", "deadline": "时限", "assignment": "分工"}
HEAD: Mapping[str, str] = {
    "title": "标题",
    "doc_number": "发文字号",
    "issuers": "发文机关",
    "addressees": "主送",
    "issued_on": "成文日期",
    "period": "规划期",
}
