// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/advice/ideas.h"
#include "ui/paint/look.h"

#include <QWidget>

#include <vector>

namespace ui {

class Document;
class IdeaRow;
class PushButton;

// Changes that would improve the step, each one simulated; a click applies it.
class IdeasPanel : public QWidget
{
    Q_OBJECT

public:
    explicit IdeasPanel(Document &document, QWidget *parent = nullptr);

    void setLook(const Look &look);
    void setAwake(bool awake);             // asleep it does not follow the document
    [[nodiscard]] QString caption() const; // "3 ideas"
    [[nodiscard]] QSize sizeHint() const override;
    [[nodiscard]] QSize minimumSizeHint() const override { return sizeHint(); }

Q_SIGNALS:
    void captionChanged();
    void searchRequested(); // of the whole space of layouts

protected:
    void paintEvent(QPaintEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;

private:
    void renew();
    void place();
    void tryIdea(std::size_t index);
    [[nodiscard]] static QString nothingText(const core::Tried &tried);

    Document &m_document;
    Look m_look;
    std::vector<IdeaRow *> m_rows;
    PushButton *m_search;
    bool m_awake = true;
};

} // namespace ui
