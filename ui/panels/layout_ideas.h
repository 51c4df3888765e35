// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/search/layout_advice.h"
#include "ui/controls/card.h"

#include <optional>
#include <vector>

namespace ui {

class ChoiceBox;
class LayoutRow;
class TextBlock;

// The three best layouts with what each costs, and what is proved of them.
class LayoutIdeas : public Card
{
    Q_OBJECT

public:
    explicit LayoutIdeas(QWidget *parent = nullptr);

    static constexpr std::size_t kMost = 3;

    // now: the layout that is chosen, as it was simulated; nothing: it has no result.
    void setAdvice(const core::LayoutAdvice &advice, const std::optional<core::LayoutPoint> &now);
    void setLook(const Look &look);
    [[nodiscard]] const std::vector<LayoutRow *> &rows() const { return m_rows; } // some hidden
    [[nodiscard]] QString text() const;                                           // below them
    void setKeptFree(int percent); // of the memory of each GPU
    [[nodiscard]] ChoiceBox &memory() { return *m_memory; }

    [[nodiscard]] QSize sizeHint() const override;
    [[nodiscard]] int heightForWidth(int width) const override; // with all ideas whole

Q_SIGNALS:
    void taken(std::size_t idea);
    void keptFreeChosen(int percent);

protected:
    void resizeEvent(QResizeEvent *event) override;

private:
    // Where the parts end; they are put there if they shall be.
    enum class Puts { Nothing, Parts };
    int place(int width, Puts puts) const;
    [[nodiscard]] int placeHead(int wide, int top, Puts puts) const;

    Look m_look;
    TextBlock *m_title;
    ChoiceBox *m_memory;
    TextBlock *m_proved;
    TextBlock *m_counts;
    std::vector<LayoutRow *> m_rows;
};

} // namespace ui
