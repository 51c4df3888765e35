// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/controls/card.h"

#include <optional>

namespace ui {

class ChoiceRow;
class ElidedLabel;
class PushButton;

// The foot of modes that simulate many scenarios: how far they have come, what is selected, and
// what can be done with it.
class SweepBar : public Card
{
    Q_OBJECT

public:
    // page: "sweep" or "best-layout", which of the two modes it is the foot of.
    explicit SweepBar(const QString &page, QWidget *parent = nullptr);

    struct Progress
    {
        QString words;
        double share = 0; // 0 to 1
        bool isBusy = false;
        bool canGoOn = false; // it was cancelled
        bool canSave = false; // there is something
    };
    void setProgress(const Progress &progress);
    // What is selected, in one line; empty: nothing.
    void setPoint(const QString &sentence, bool canBeOpened);
    // While a point is dragged: here it is dropped, to be pinned. at: of the pointer, on the
    // screen; nothing: no more. Whether it is over this bar.
    bool awaitDrop(const std::optional<QPoint> &at);
    [[nodiscard]] QString text() const;
    void setLook(const Look &look);

    [[nodiscard]] QSize sizeHint() const override;

Q_SIGNALS:
    void pageRequested(const QString &mode);
    void cancelRequested();
    void restartRequested();
    void openRequested();
    void pinRequested();
    void saveRequested();

protected:
    void paintEvent(QPaintEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;

private:
    void sayWhatButtonsDo(bool ofLayouts);
    void showText();
    void place();
    void sayOnButtons(bool isNarrow);
    [[nodiscard]] int textLeft() const; // behind the pages

    Look m_look;
    Progress m_progress;
    QString m_sentence;
    bool m_awaitsDrop = false;
    ChoiceRow *m_pages;
    ElidedLabel *m_label;
    PushButton *m_cancel;
    PushButton *m_restart;
    PushButton *m_open;
    PushButton *m_pin;
    PushButton *m_save;
};

} // namespace ui
