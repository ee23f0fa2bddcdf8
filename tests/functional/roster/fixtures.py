"""Rosters as people send them, written at test time: by openpyxl, by xlsxwriter, byte for byte as
Excel and WPS write them, and hostile ones. Each function takes the path to write."""

import struct
import zipfile
from pathlib import Path

import openpyxl
import xlsxwriter

# Invented enterprises with right check characters.
CODES = ["91411502MA3X0A1B62", "91411523068934176U", "92411522MA9G5N6M6M", "91411527MA44YYYY0D"]
HEADER = ["企业名称", "统一社会信用代码", "所属县区", "联系电话", "成立日期"]
ROWS = [
    ["信阳市豫申茶业有限公司", CODES[0], "浉河区", "19900000001", "2020-05-06"],
    ["新县大别山粮油加工有限公司", CODES[1], "新县", "19900000002", "2019-11-30"],
    ["光山县老王早餐店", CODES[2], "光山县", "19900000003", "2021-03-05"],
]

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
STRICT = "http://purl.oclc.org/ooxml/spreadsheetml/main"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
STRICT_OFFICE = "http://purl.oclc.org/ooxml/officeDocument/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006"
DEFAULT_PROPERTIES = '<workbookPr defaultThemeVersion="166925"/>'
DECLARATION = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\r\n'


def csv_bytes(rows, encoding="utf-8", separator=",", end="\r\n"):
    return "".join(separator.join(row) + end for row in rows).encode(encoding)


def by_openpyxl(path, epoch_1904=False):
    import datetime

    from openpyxl.utils.datetime import CALENDAR_MAC_1904

    book = openpyxl.Workbook()
    if epoch_1904:
        book.epoch = CALENDAR_MAC_1904
    notes = book.active
    notes.title = "说明"
    notes.sheet_state = "hidden"
    sheet = book.create_sheet("名录")
    book.active = 1
    sheet.append(["信阳市走访名录"])
    sheet.merge_cells("A1:E1")
    sheet.append(HEADER)
    for name, code, county, phone, day in ROWS:
        sheet.append([name, code, county, int(phone), datetime.date.fromisoformat(day)])
    sheet.append([])
    sheet.append(["息县数字编码商贸有限公司", 914115020689341768, "息县", 19900000004, None])
    book.save(path)


def by_xlsxwriter(path, constant_memory):
    book = xlsxwriter.Workbook(str(path), {"constant_memory": constant_memory})
    sheet = book.add_worksheet("名录")
    day_format = book.add_format({"num_format": "yyyy年m月d日"})
    bold = book.add_format({"bold": True})
    sheet.write_row(0, 0, HEADER)
    for number, (name, code, county, phone, day) in enumerate(ROWS, 1):
        if number == 1 and not constant_memory:
            sheet.write_rich_string(number, 0, name[:3], bold, name[3:])
        else:
            sheet.write_string(number, 0, name)
        sheet.write_string(number, 1, code)
        sheet.write_formula(number, 2, f'="{county}"', None, county)
        sheet.write_number(number, 3, int(phone))
        y, m, d = map(int, day.split("-"))
        sheet.write_datetime(number, 4, __import__("datetime").datetime(y, m, d), day_format)
    book.close()


def archive(path, parts, compression=zipfile.ZIP_DEFLATED):
    with zipfile.ZipFile(path, "w", compression) as out:
        for name, text in parts:
            out.writestr(zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0)), text, compression)


def package(sheet, strings=None, styles=None, workbook="", main=MAIN, office=OFFICE, app="Microsoft Excel"):
    """The parts in the order in which Excel writes them."""
    ending = "officedocument.spreadsheetml"
    parts = [
        ("[Content_Types].xml", DECLARATION + f'<Types xmlns="{PACKAGE}/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/xl/workbook.xml" ContentType="application/vnd.openxmlformats-{ending}.sheet.main+xml"/><Override PartName="/xl/worksheets/sheet1.xml" ContentType="application/vnd.openxmlformats-{ending}.worksheet+xml"/></Types>'),
        ("_rels/.rels", DECLARATION + f'<Relationships xmlns="{PACKAGE}/relationships"><Relationship Id="rId3" Type="{office}/extended-properties" Target="docProps/app.xml"/><Relationship Id="rId1" Type="{office}/officeDocument" Target="xl/workbook.xml"/></Relationships>'),
        ("xl/workbook.xml", DECLARATION + f'<workbook xmlns="{main}" xmlns:r="{office}"><fileVersion appName="xl" lastEdited="7" lowestEdited="7" rupBuild="22228"/>{workbook or DEFAULT_PROPERTIES}<bookViews><workbookView xWindow="0" yWindow="0" windowWidth="28800" windowHeight="12300"/></bookViews><sheets><sheet name="Sheet1" sheetId="1" r:id="rId1"/></sheets><calcPr calcId="191029"/></workbook>'),
        ("xl/_rels/workbook.xml.rels", DECLARATION + f'<Relationships xmlns="{PACKAGE}/relationships"><Relationship Id="rId3" Type="{office}/styles" Target="styles.xml"/><Relationship Id="rId1" Type="{office}/worksheet" Target="worksheets/sheet1.xml"/><Relationship Id="rId4" Type="{office}/sharedStrings" Target="sharedStrings.xml"/></Relationships>'),
        ("xl/worksheets/sheet1.xml", sheet),
    ]
    if styles:
        parts.append(("xl/styles.xml", styles))
    if strings:
        parts.append(("xl/sharedStrings.xml", strings))
    parts.append(("docProps/app.xml", DECLARATION + f'<Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/extended-properties"><Application>{app}</Application><DocSecurity>0</DocSecurity><ScaleCrop>false</ScaleCrop></Properties>'))
    return parts


EXCEL_STYLES = DECLARATION + f'<styleSheet xmlns="{MAIN}" xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" mc:Ignorable="x14ac"><numFmts count="1"><numFmt numFmtId="176" formatCode="yyyy\\-mm\\-dd;@"/></numFmts><fonts count="1"><font><sz val="11"/><name val="等线"/><family val="2"/><charset val="134"/><scheme val="minor"/></font></fonts><fills count="1"><fill><patternFill patternType="none"/></fill></fills><borders count="1"><border><left/><right/><top/><bottom/><diagonal/></border></borders><cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs><cellXfs count="3"><xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0"/><xf numFmtId="49" fontId="0" fillId="0" borderId="0" xfId="0" applyNumberFormat="1"/><xf numFmtId="176" fontId="0" fillId="0" borderId="0" xfId="0" applyNumberFormat="1"/></cellXfs></styleSheet>'


def as_excel(path):
    """Excel 2019, Chinese: phonetic runs, rich text, text format, a code typed as a number."""
    strings = []

    def shared(text):
        strings.append(text)
        return len(strings) - 1

    def text_cell(reference, text, style=""):
        return f'<c r="{reference}"{style} t="s"><v>{shared(text)}</v></c>'

    rows = ['<row r="1" spans="1:5" ht="27" x14ac:dyDescent="0.2">' + text_cell("A1", "<t>信阳市小微企业名录</t>") + '<c r="B1" s="1"/></row>']
    rows.append('<row r="2" spans="1:5" x14ac:dyDescent="0.2">' + "".join(text_cell(f"{'ABCDE'[i]}2", f"<t>{t}</t>" + '<phoneticPr fontId="1" type="noConversion"/>') for i, t in enumerate(HEADER)) + "</row>")
    for n, (name, code, county, phone, day) in enumerate(ROWS, 3):
        from datetime import date
        serial = (date.fromisoformat(day) - date(1899, 12, 30)).days
        rich = f'<r><rPr><b/><sz val="11"/><rFont val="等线"/><family val="2"/><charset val="134"/></rPr><t xml:space="preserve">{name[:2]}</t></r><r><t>{name[2:]}</t></r><rPh sb="0" eb="2"><t>xinyang</t></rPh><phoneticPr fontId="1" type="noConversion"/>'
        rows.append(f'<row r="{n}" spans="1:5" x14ac:dyDescent="0.2">' + text_cell(f"A{n}", rich) + text_cell(f"B{n}", f"<t>{code}</t>", ' s="1"') + text_cell(f"C{n}", f"<t>{county}</t>") + f'<c r="D{n}"><v>{phone}</v></c><c r="E{n}" s="2"><v>{serial}</v></c></row>')
    rows.append('<row r="7" spans="1:5" x14ac:dyDescent="0.2">' + text_cell("A7", "<t>息县编码变数字有限公司</t>") + '<c r="B7"><v>9.1411528068934093E+17</v></c>' + text_cell("C7", "<t>息县</t>") + '<c r="D7"><v>19900000009</v></c></row>')
    sheet = DECLARATION + f'<worksheet xmlns="{MAIN}" xmlns:r="{OFFICE}" xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" mc:Ignorable="x14ac" xmlns:x14ac="http://schemas.microsoft.com/office/spreadsheetml/2009/9/ac"><dimension ref="A1:E7"/><sheetViews><sheetView tabSelected="1" workbookViewId="0"/></sheetViews><sheetFormatPr defaultRowHeight="14.25" x14ac:dyDescent="0.2"/><cols><col min="1" max="1" width="30.625" customWidth="1"/></cols><sheetData>{"".join(rows)}</sheetData><mergeCells count="1"><mergeCell ref="A1:E1"/></mergeCells><phoneticPr fontId="1" type="noConversion"/><pageMargins left="0.7" right="0.7" top="0.75" bottom="0.75" header="0.3" footer="0.3"/></worksheet>'
    table = DECLARATION + f'<sst xmlns="{MAIN}" count="{len(strings)}" uniqueCount="{len(strings)}">{"".join(f"<si>{s}</si>" for s in strings)}</sst>'
    archive(path, package(sheet, table, EXCEL_STYLES))


def as_wps(path):
    """WPS: no dimension, rows and cells without references, strings by formula, its own properties."""
    rows = ["<row>" + "".join(f'<c t="inlineStr"><is><t>{t}</t></is></c>' for t in HEADER) + "</row>"]
    for name, code, county, phone, day in ROWS:
        rows.append(f'<row><c t="str"><f>TRIM("{name}")</f><v>{name}</v></c><c t="inlineStr"><is><t xml:space="preserve"> {code} </t></is></c><c t="str"><v>{county}</v></c><c t="str"><v>{phone}</v></c><c t="str"><v>{day.replace("-", "/")}</v></c></row>')
    sheet = DECLARATION + f'<worksheet xmlns="{MAIN}" xmlns:r="{OFFICE}" xmlns:xdr="http://schemas.openxmlformats.org/drawingml/2006/spreadsheetDrawing" xmlns:etc="http://www.wps.cn/officeDocument/2017/etCustomData"><sheetPr/><sheetViews><sheetView tabSelected="1" workbookViewId="0"/></sheetViews><sheetFormatPr defaultColWidth="9" defaultRowHeight="13.5"/><sheetData>{"".join(rows)}</sheetData><pageMargins left="0.75" right="0.75" top="1" bottom="1" header="0.5" footer="0.5"/><headerFooter/></worksheet>'
    archive(path, package(sheet, app="WPS 表格"))


def as_strict(path):
    rows = ["<row r=\"1\">" + "".join(f'<c r="{"ABCDE"[i]}1" t="inlineStr"><is><t>{t}</t></is></c>' for i, t in enumerate(HEADER)) + "</row>"]
    for n, (name, code, county, phone, day) in enumerate(ROWS, 2):
        cells = "".join(f'<c r="{"ABCD"[i]}{n}" t="inlineStr"><is><t>{t}</t></is></c>' for i, t in enumerate((name, code, county, phone)))
        rows.append(f'<row r="{n}">{cells}<c r="E{n}" t="d"><v>{day}T00:00:00</v></c></row>')
    sheet = DECLARATION + f'<worksheet xmlns="{STRICT}" conformance="strict"><sheetData>{"".join(rows)}</sheetData></worksheet>'
    archive(path, package(sheet, main=STRICT, office=STRICT_OFFICE))


# --- hostile

def sheet_of(body, prolog=""):
    return DECLARATION + prolog + f'<worksheet xmlns="{MAIN}"><sheetData>{body}</sheetData></worksheet>'


def with_doctype(path):
    prolog = '<!DOCTYPE worksheet [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;"><!ENTITY c "&b;&b;&b;&b;&b;&b;&b;&b;">]>'
    archive(path, package(sheet_of('<row><c t="inlineStr"><is><t>&c;</t></is></c></row>', prolog)))


def with_external_entity(path):
    strings = DECLARATION + f'<!DOCTYPE sst [<!ENTITY x SYSTEM "file:///etc/passwd">]><sst xmlns="{MAIN}"><si><t>&x;</t></si></sst>'
    archive(path, package(sheet_of('<row><c t="s"><v>0</v></c></row>'), strings))


def bomb(path, part="xl/worksheets/sheet1.xml", mebibytes=300):
    """Small on disk: blanks that inflate a thousandfold."""
    parts = dict(package(sheet_of("<row/>"), DECLARATION + f'<sst xmlns="{MAIN}"/>'))
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as out:
        for name, text in parts.items():
            if name != part:
                out.writestr(name, text)
        with out.open(part, "w", force_zip64=True) as entry:
            entry.write(f'<worksheet xmlns="{MAIN}"><sheetData>'.encode())
            for _ in range(mebibytes):
                entry.write(b" " * (1 << 20))


def many_entries(path, count=70_000):
    with zipfile.ZipFile(path, "w") as out:
        for number in range(count):
            out.writestr(f"{number}", "")


def compound(path, stream):
    """The outside of an OLE file whose directory names this stream."""
    head = bytearray(512)
    head[:8] = bytes.fromhex("D0CF11E0A1B11AE1")
    struct.pack_into("<HHHHH", head, 24, 0x3E, 3, 0xFFFE, 9, 6)
    struct.pack_into("<I", head, 48, 1)
    directory = bytearray(512)
    for slot, name in enumerate(("Root Entry", stream)):
        encoded = name.encode("utf-16-le")
        directory[slot * 128 : slot * 128 + len(encoded)] = encoded
        struct.pack_into("<H", directory, slot * 128 + 64, len(encoded) + 2)
    Path(path).write_bytes(bytes(head) + bytes(512) + bytes(directory))


def long_cell(path, characters=10_000_000):
    import random

    letters = random.Random(5)
    text = "".join(letters.choices("abcdefghijklmnopqrstuvwxyz", k=characters))
    book = [HEADER, ["巨大有限公司", CODES[0], "浉河区", "", ""], ROWS[1]]
    rows = ""
    for number, row in enumerate(book):
        cells = list(row) + (["备注"] if number == 0 else [text if number == 1 else "短"])
        rows += "<row>" + "".join(f'<c t="inlineStr"><is><t>{c}</t></is></c>' for c in cells) + "</row>"
    archive(path, package(sheet_of(rows)))
