#include "workflows/charts/diagram.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <vector>

#include "workflows/charts/transition_table.h"

namespace qianqiao {

namespace {

struct Edge {
  std::string source, target, event;  // source empty: the beginning
  bool operator==(const Edge&) const = default;
};

// Moves from state to state; what stays in its state is not drawn.
std::vector<Edge> edges_of(SubjectKind kind) {
  std::vector<Edge> edges;
  for (const auto& row : transition_rows(kind)) {
    if (!row.refusal.empty() || row.state == row.target) continue;
    const Edge edge{row.state, row.target, row.event};
    if (std::find(edges.begin(), edges.end(), edge) == edges.end()) edges.push_back(edge);
  }
  return edges;
}

std::string both(const Text& text) { return text.zh + " " + text.en; }

// ---- Mermaid

std::string mermaid_id(std::string_view state) {
  std::string id(state.empty() ? "[*]" : state);
  std::replace(id.begin(), id.end(), '.', '_');
  return id;
}

std::string mermaid_label(std::string label) {
  for (const char* colon : {":", ";"})
    for (std::size_t at; (at = label.find(colon)) != std::string::npos;) label.replace(at, 1, "，");
  return label;
}

// ---- SVG

constexpr int kBoxLeft = 24, kBoxWidth = 190, kBoxHeight = 44;
constexpr int kLabelLeft = kBoxLeft + kBoxWidth + 44, kLabelWidth = 500;
constexpr int kLineHeight = 19, kLaneWidth = 15, kTop = 56, kRowGap = 34;

std::string escaped(std::string_view text) {
  std::string out;
  for (const char c : text) {
    if (c == '&')
      out += "&amp;";
    else if (c == '<')
      out += "&lt;";
    else if (c == '>')
      out += "&gt;";
    else
      out += c;
  }
  return out;
}

// Lines of one colour lead to one state.
std::string colour(std::size_t target) {
  static const std::vector<std::string> colours = {"#1f5fa8", "#a8431f", "#2a7d3f", "#7b3fa0",
                                                   "#8a6d00", "#00757d", "#b0266c", "#4b5563"};
  return colours[target % colours.size()];
}

struct Row {
  std::string state;
  int top = 0, height = 0;
  int onward_top = 0;                    // below the box and the ways out, from `top`
  std::vector<Edge> away;                // ways out beside the next state
  std::vector<std::string> onward;       // events that lead straight to the next state
  int entry() const { return top + 9; }  // where a bus arrives
  int line(std::size_t i) const { return top + 24 + static_cast<int>(i) * kLineHeight; }
};

struct Lane {
  std::size_t target;  // row that its bus leads to
  int top, bottom;
  int column = 0;
};

class Drawing {
 public:
  Drawing(SubjectKind kind, const EventTitle& title) : kind_(kind), title_(title) {
    for (const auto& state : states(kind)) rows_.push_back({state, 0, 0, 0, {}, {}});
    for (const auto& edge : edges_of(kind)) place(edge);
    set_heights();
    make_lanes();
  }

  std::string svg() const {
    const int width = lane_x(columns_) + 20, height = rows_.back().top + rows_.back().height + 30;
    std::string out = fmt::format(
        R"(<svg xmlns="http://www.w3.org/2000/svg" width="{0}" height="{1}" viewBox="0 0 {0} {1}" )"
        R"(font-family="'Noto Sans CJK SC','Source Han Sans SC','Microsoft YaHei',sans-serif" font-size="12">)"
        "\n<rect width=\"100%\" height=\"100%\" fill=\"#fff\"/>\n",
        width, height);
    for (const auto& lane : lanes_) out += bus(lane);
    for (std::size_t i = 0; i < rows_.size(); ++i) out += ways_out(i) + box(i);
    return out + beginning() + "</svg>\n";
  }

 private:
  std::size_t index(const std::string& state) const {
    for (std::size_t i = 0; i < rows_.size(); ++i)
      if (rows_[i].state == state) return i;
    return 0;
  }

  void place(const Edge& edge) {
    if (edge.source.empty()) {
      begins_.push_back(edge);
      return;
    }
    Row& row = rows_[index(edge.source)];
    if (index(edge.target) == index(edge.source) + 1)
      row.onward.push_back(edge.event);
    else
      row.away.push_back(edge);
  }

  void set_heights() {
    int top = kTop + static_cast<int>(begins_.size()) * kLineHeight;
    for (auto& row : rows_) {
      row.top = top;
      row.onward_top = std::max(kBoxHeight, 24 + static_cast<int>(row.away.size()) * kLineHeight);
      row.height = row.onward_top + static_cast<int>(row.onward.size()) * kLineHeight;
      top += row.height + kRowGap;
    }
  }

  // One bus for each state that is reached from afar; buses that do not overlap share a column.
  void make_lanes() {
    std::map<std::size_t, Lane> by_target;
    for (const auto& row : rows_)
      for (std::size_t i = 0; i < row.away.size(); ++i) {
        const std::size_t target = index(row.away[i].target);
        const int entry = rows_[target].entry(), exit = row.line(i);
        auto& lane = by_target.try_emplace(target, Lane{target, entry, entry, 0}).first->second;
        lane.top = std::min(lane.top, exit);
        lane.bottom = std::max(lane.bottom, exit);
      }
    for (auto& [target, lane] : by_target) {
      for (lane.column = 0; overlaps(lane); ++lane.column) {
      }
      columns_ = std::max(columns_, lane.column + 1);
      lanes_.push_back(lane);
    }
  }

  bool overlaps(const Lane& lane) const {
    return std::any_of(lanes_.begin(), lanes_.end(), [&](const Lane& other) {
      return other.column == lane.column && other.top <= lane.bottom + 6 &&
             lane.top <= other.bottom + 6;
    });
  }

  static int lane_x(int column) { return kLabelLeft + kLabelWidth + 14 + column * kLaneWidth; }

  static std::string arrow_left(int x, int y, const std::string& fill) {
    return fmt::format("<path d=\"M{} {} l9 -4 v8 z\" fill=\"{}\"/>\n", x, y, fill);
  }

  std::string bus(const Lane& lane) const {
    const int x = lane_x(lane.column), entry = rows_[lane.target].entry();
    const std::string ink = colour(lane.target);
    return fmt::format(
               "<path d=\"M{0} {1} V{2} M{0} {3} H{4}\" fill=\"none\" stroke=\"{5}\" "
               "stroke-width=\"1.3\"/>\n",
               x, lane.top, lane.bottom, entry, kBoxLeft + kBoxWidth + 8, ink) +
           arrow_left(kBoxLeft + kBoxWidth, entry, ink);
  }

  std::string label(int x, int y, const std::string& event, const std::string& target,
                    const std::string& ink) const {
    return fmt::format("<text x=\"{}\" y=\"{}\" font-size=\"11\" fill=\"{}\">{}</text>\n", x, y,
                       ink, escaped(both(title_(event)) + " → " + state_title(kind_, target).zh));
  }

  std::string ways_out(std::size_t i) const {
    const Row& row = rows_[i];
    std::string out;
    for (std::size_t n = 0; n < row.away.size(); ++n) {
      const std::size_t target = index(row.away[n].target);
      const auto lane = std::find_if(lanes_.begin(), lanes_.end(),
                                     [&](const Lane& l) { return l.target == target; });
      const int y = row.line(n), x = lane_x(lane->column);
      const std::string ink = colour(target);
      out += fmt::format(
          "<path d=\"M{} {} H{}\" stroke=\"{}\" stroke-width=\"0.8\" stroke-dasharray=\"2 3\"/>"
          "<circle cx=\"{}\" cy=\"{}\" r=\"2.6\" fill=\"{}\"/>\n",
          kBoxLeft + kBoxWidth, y + 3, x, ink, x, y + 3, ink);
      out += label(kLabelLeft, y, row.away[n].event, row.away[n].target, ink);
    }
    return out;
  }

  std::string box(std::size_t i) const {
    const Row& row = rows_[i];
    const bool final = is_final(kind_, row.state);
    const Text name = state_title(kind_, row.state);
    std::string out = fmt::format(
        "<rect x=\"{}\" y=\"{}\" width=\"{}\" height=\"{}\" rx=\"{}\" fill=\"{}\" "
        "stroke=\"{}\" stroke-width=\"1.6\"/>\n<text x=\"{}\" y=\"{}\" text-anchor=\"middle\" "
        "font-weight=\"bold\">{}</text>\n<text x=\"{}\" y=\"{}\" text-anchor=\"middle\" "
        "font-size=\"11\" fill=\"#374151\">{}</text>\n",
        kBoxLeft, row.top, kBoxWidth, kBoxHeight, final ? 20 : 5, final ? "#f3f4f6" : "#eaf2fb",
        colour(i), kBoxLeft + kBoxWidth / 2, row.top + 19, escaped(name.zh),
        kBoxLeft + kBoxWidth / 2, row.top + 36, escaped(name.en));
    if (row.onward.empty()) return out;
    const int x = kBoxLeft + 20, from = row.top + kBoxHeight, to = rows_[i + 1].top;
    out += fmt::format(
        "<path d=\"M{0} {1} V{2}\" stroke=\"#111827\" stroke-width=\"2\"/>"
        "<path d=\"M{0} {3} l-5 -10 h10 z\" fill=\"#111827\"/>\n",
        x, from, to - 8, to);
    for (std::size_t n = 0; n < row.onward.size(); ++n)
      out += label(x + 10, row.top + row.onward_top + 12 + static_cast<int>(n) * kLineHeight,
                   row.onward[n], rows_[i + 1].state, "#111827");
    return out;
  }

  std::string beginning() const {
    std::string out =
        fmt::format("<circle cx=\"{}\" cy=\"22\" r=\"7\" fill=\"#111827\"/>\n", kBoxLeft + 20);
    int y = 26;
    for (const auto& edge : begins_) {
      const Text target = state_title(kind_, edge.target);
      out += fmt::format("<text x=\"{}\" y=\"{}\" font-size=\"11\">{} → {}</text>\n", kBoxLeft + 40,
                         y, escaped(both(title_(edge.event))), escaped(both(target)));
      y += kLineHeight;
    }
    return out + fmt::format(
                     "<path d=\"M{0} 22 V{1}\" stroke=\"#111827\" stroke-width=\"2\"/>"
                     "<path d=\"M{0} {2} l-5 -10 h10 z\" fill=\"#111827\"/>\n",
                     kBoxLeft + 20, rows_.front().top - 8, rows_.front().top);
  }

  SubjectKind kind_;
  const EventTitle& title_;
  std::vector<Row> rows_;
  std::vector<Edge> begins_;
  std::vector<Lane> lanes_;
  int columns_ = 0;
};

}  // namespace

std::string mermaid_diagram(SubjectKind kind, const EventTitle& title) {
  std::string out = "stateDiagram-v2\n";
  for (const auto& state : states(kind))
    out += fmt::format("  state \"{}\" as {}\n", both(state_title(kind, state)), mermaid_id(state));
  for (const auto& edge : edges_of(kind))
    out += fmt::format("  {} --> {} : {}\n", mermaid_id(edge.source), mermaid_id(edge.target),
                       mermaid_label(both(title(edge.event))));
  for (const auto& state : states(kind))
    if (is_final(kind, state)) out += fmt::format("  {} --> [*]\n", mermaid_id(state));
  return out;
}

std::string svg_diagram(SubjectKind kind, const EventTitle& title) {
  return Drawing(kind, title).svg();
}

}  // namespace qianqiao
