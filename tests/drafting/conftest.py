"""An invented city and two of its districts: a plan that allocates figures, a list, and a district's leading group."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from docparse.drafting.outline import outline
from docparse.drafting.plan import Plan
from docparse.pipeline import extract
from docparse.records import Document

ACTION = """澜江市人民政府办公室
关于印发澜西地区智能传感器产业提升行动计划
（2024—2028年）的通知
澜府办〔2024〕17号
有关区人民政府，市政府有关部门，有关单位：
《澜西地区智能传感器产业提升行动计划（2024—2028年）》已经市政府同意，现印发给你们，请认真贯彻执行。
澜江市人民政府办公室
2024年5月6日
（此件公开发布）
澜西地区智能传感器产业提升行动计划
（2024—2028年）
苇塘区、青岑区、云渡区等澜西地区是我市智能传感器产业的主要承载地。为推动产业提质扩量，制定本行动计划。
一、指导思想
坚持新发展理念，以强链补链为主线，建设特色鲜明的传感器产业高地，支撑我市先进制造业集群建设。
二、主要目标
培育一批骨干企业，攻克一批关键工艺。到2028年，澜西地区智能传感器企业数量达到600家，产值达到900亿元。
三、发展方向
（一）压力传感。包含硅压阻、陶瓷电容等2个门类。硅压阻方面，重点发展差压芯体、绝压芯体。
（二）光学传感。包含红外、激光测距等2个门类。红外方面，重点发展热电堆、测温模组。激光测距方面，重点发展测距芯片。
四、重点任务
（一）增强研发能力。支持澜西地区加快建设中试平台，引导企业加大研发投入。到2028年，澜西地区传感器产业研发投入强度提高2个百分点。（责任单位：市科技局牵头，市发展改革委、市经济信息委参与，以下各项任务均需有关区政府具体落实，不再重复列出）
（二）扩大招商引资。建立市、区联动的招商机制，引导澜西地区按照优先方向开展精准招商，吸引配套企业在澜西地区落户。到2028年，引进传感器企业超90家。（责任单位：市招商投资局牵头，市经济信息委参与）
（三）推动产融结合。鼓励金融机构创新信贷产品，加大对中试项目的支持力度，市级按照三成的比例配套资金。（责任单位：市国资委牵头，市金融监管局参与）
五、空间布局
（一）苇塘区。优先发展红外、激光测距等门类。到2028年，智能传感器企业数量达到180家、产值达到270亿元。
（二）青岑区。优先发展硅压阻、陶瓷电容等门类。到2028年，智能传感器企业数量达到220家、产值达到410亿元。
（三）云渡区。优先发展红外等门类。到2028年，智能传感器企业数量达到200家、产值达到220亿元。
六、保障措施
（一）健全工作机制。有关区成立智能传感器产业工作专班，统筹推进专项规划、专项政策等工作。（责任单位：市经济信息委牵头）
（二）开展量化评比。建立量化评比机制，实行“季评比、年总结”。（责任单位：市经济信息委牵头）
"""

LIST = """澜江市经济和信息化委员会
关于公布智能传感器特色园区创建名单的通知
澜经信〔2023〕41号
苇塘区、青岑区、云渡区经济信息委，相关产业园区：
为推进智能传感器产业集聚发展，我委组织开展了特色园区创建工作，现将创建名单公布于后，并就有关事项通知如下：
一、完善创建机制
（一）加强组织领导。各区要成立由分管领导挂帅的创建工作领导小组，协调推进平台搭建和园区建设。
（二）压实创建责任。各区要细化创建方案，报请区政府办公室印发并抄送市经济信息委备案。
（三）坚持定期调度。市经济信息委每季度调度园区创建情况。各区经信部门每季度末月18日前要向市经济信息委报送创建动态。
二、抓好产业培育
（一）推进研发创新。支持园区建设中试平台和检测平台，引导企业加大研发投入，开展联合攻关。
附件：智能传感器特色园区创建名单
澜江市经济和信息化委员会
2023年11月2日
（此件公开发布）
附件
智能传感器特色园区创建名单
序号\t区县\t承载园区\t创建类型\t创建方向
1\t青岑区\t青岑高新区\t综合型\t硅压阻、封装测试
2\t苇塘区\t芦湾产业园、苇塘软件谷\t专业型\t红外、激光测距、声学阵列
3\t云渡区\t云渡经开区\t专业型\t红外
"""

GROUP = """澜江市苇塘区人民政府办公室
关于成立苇塘区智能传感器产业发展领导小组的通知
苇塘府办发〔2023〕56号
各镇人民政府、街道办事处，区政府有关部门，有关单位：
为推动智能传感器产业发展，经区政府同意，成立苇塘区智能传感器产业发展领导小组（简称“领导小组”），有关事项如下：
一、领导小组组成人员
组长：沈砚舟 区委副书记、区政府区长
副组长：陆知秋 区政府副区长
成员：顾南乔 区发展改革委主任
白听澜 区科技局局长
韩予安 区经济信息委主任
叶疏桐 区招商投资局局长
江照晚 区金融办主任
二、办事机构
领导小组办公室设在区经济信息委，承担日常事务，办公室主任由该委负责人担任。
三、主要职责
统筹协调智能传感器产业发展重大事项。
澜江市苇塘区人民政府办公室
2023年6月1日
（此件公开发布）
抄送：区委办公室，区人大常委会办公室，区武装部。
"""


@pytest.fixture(scope="session")
def documents(tmp_path_factory: pytest.TempPathFactory) -> Callable[[str], Document]:
    """Extracts a text of this file, once each."""
    folder = tmp_path_factory.mktemp("documents")
    made: dict[str, Document] = {}

    def get(text: str) -> Document:
        if text not in made:
            file = folder / f"{len(made)}.txt"
            file.write_text(text, encoding="utf-8")
            made[text] = extract(file)
        return made[text]

    return get


@pytest.fixture(scope="session")
def action(documents: Callable[[str], Document]) -> Document:
    return documents(ACTION)


@pytest.fixture(scope="session")
def listing(documents: Callable[[str], Document]) -> Document:
    return documents(LIST)


@pytest.fixture(scope="session")
def group(documents: Callable[[str], Document]) -> Document:
    return documents(GROUP)


@pytest.fixture(scope="session")
def plan(action: Document, listing: Document, group: Document) -> Plan:
    """The plan of 苇塘区 from all three."""
    return outline([listing, action], "苇塘区", [group])


@pytest.fixture(scope="session")
def drafted(plan: Plan, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The plan as a .docx file."""
    from docparse.drafting.render import render

    file = tmp_path_factory.mktemp("drafts") / "plan.docx"
    file.write_bytes(render(plan))
    return file
