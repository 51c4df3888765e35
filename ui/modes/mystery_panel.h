// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/paint/look.h"

#include <QWidget>

#include <vector>

class QLineEdit;
class QScrollArea;

namespace ui {

class Column;
class MysteryBox;
class OptionButton;
class PushButton;
class ScrollBar;
class TextBlock;

// Beside the scene: which box, what it may be, and once that is named what gave it away and what is
// to be reached.
class MysteryPanel : public QWidget
{
    Q_OBJECT

public:
    explicit MysteryPanel(MysteryBox &box, QWidget *parent = nullptr);

    void setLook(const Look &look);
    void setPresented(bool presented); // without a surface of its own
    void choose(int option);           // by its key
    void offer(std::uint64_t seed);    // of the box that comes next
    void focusMain();

    [[nodiscard]] QSize sizeHint() const override; // 392 logical pixels wide

Q_SIGNALS:
    void leaveRequested();

protected:
    void paintEvent(QPaintEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    void addRows();
    void openTyped();
    void renew();
    void renewOptions();
    void place();

    MysteryBox &m_box;
    Look m_look;
    QScrollArea *m_scroll;
    ScrollBar *m_bar;
    Column *m_column;
    TextBlock *m_title;
    TextBlock *m_text;
    QLineEdit *m_seed;
    TextBlock *m_refusal;
    PushButton *m_open;
    TextBlock *m_verdict;
    std::vector<OptionButton *> m_options;
    TextBlock *m_clue;
    TextBlock *m_goal;
    TextBlock *m_now;
    PushButton *m_tell;
    PushButton *m_another;
    PushButton *m_leave;
    bool m_isPresented = false;
};

} // namespace ui
